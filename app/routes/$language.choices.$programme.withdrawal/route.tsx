import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { isFreshSignIn } from '#app/domain/access/step-up.ts'
import type { WithdrawalTier } from '#app/domain/consent/events.ts'
import { formAgain, readForm } from '#app/http/form-data.ts'
import { languageFor } from '#app/http/language.ts'
import { refusalPage, statusOf } from '#app/http/problem.ts'
import { endedSessionCookie, requireActing } from '#app/http/session.server.ts'
import { programmeName } from '#app/i18n/programme-name.ts'
import { translateInto } from '#app/i18n/translate.ts'
import { closeAccount } from '#app/services/close-account.server.ts'
import { confirmPin } from '#app/services/confirm-pin.server.ts'
import { part } from '#app/services/part.server.ts'
import { readPropagation } from '#app/services/read-propagation.server.ts'
import { readProgrammeChoice } from '#app/services/read-switches.server.ts'
import { stopTakingPart } from '#app/services/stop-taking-part.server.ts'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { PinStep } from './pin-step.tsx'
import { withdrawalSchema } from './schema.ts'
import { TierStep } from './tier-step.tsx'
import { withdrawalSnapshot } from './withdrawal-snapshot.ts'

export const handle: PageHandle = { title: (t) => t('withdrawal:title') }

export async function loader({ request, params: { programme = '' }, context }: LoaderFunctionArgs) {
  const place = { programmeId: programme }
  const { contributorId, signedIn } = await requireActing(request, context, 'withdraw', place)
  const choice = await readProgrammeChoice(context.portal, { contributorId, programmeId: programme })
  if (!choice) throw refusalPage('page-not-found')
  const { consent } = choice
  const withdrawnAt = consent?.state === 'withdrawn' ? consent.decidedAt : null
  const propagation =
    withdrawnAt &&
    (await part(context.portal, () =>
      readPropagation(context.portal, { contributorId, programmeId: programme, withdrawnAt }),
    ))
  return {
    programme: programmeName(choice.programme, languageFor(request)),
    consent,
    propagation,
    mayClose: !signedIn.acting,
    now: context.portal.clock.now(),
  }
}

export async function action({ request, params: { programme = '' }, context }: ActionFunctionArgs) {
  const { portal } = context
  const language = languageFor(request)
  const place = { programmeId: programme }
  const { contributorId, by, signedIn } = await requireActing(request, context, 'withdraw', place)
  const choice = await readProgrammeChoice(portal, { contributorId, programmeId: programme })
  if (!choice) throw refusalPage('page-not-found')
  const read = await readForm(request, withdrawalSchema, { secrets: ['pin'] })
  if (!read.ok) return formAgain(read.errors, read.typed)

  const { tier, pin } = read.values
  const t = translateInto(language, context.words)
  const asked = <Wanted extends WithdrawalTier>(wanted: Wanted) => ({
    contributorId,
    by,
    programmeId: programme,
    tier: wanted,
    snapshot: withdrawalSnapshot(t, language, programmeName(choice.programme, language), wanted),
  })

  if (tier === 'close' && signedIn.acting) throw refusalPage('only-yourself')
  if (tier !== 'stop' && !isFreshSignIn(signedIn.authenticatedAt, portal.clock.now())) {
    const stopped = await stopTakingPart(portal, asked('stop'))
    if (!pin || !(await confirmPin(portal, { contributorId: signedIn.id, pin }))) return pinStep(tier, stopped.ok, pin)
  }
  if (tier === 'close') {
    await closeAccount(portal, asked('close'))
    return redirect(`/${language}/goodbye`, {
      status: 303,
      headers: { 'Set-Cookie': endedSessionCookie('contributor') },
    })
  }
  const stopped = await stopTakingPart(portal, asked(tier))
  return stopped.ok
    ? redirect(`/${language}/receipts/${stopped.eventId}`, 303)
    : formAgain({ form: stopped.refusal }, {})
}

/** The stop is recorded; for what cannot be undone the person shows once more who she is. */
function pinStep(tier: 'remove' | 'close', stopped: boolean, tried: string | undefined) {
  const errors: Record<string, string> = tried ? { pin: 'pin-not-matched' } : {}
  return data({ errors, typed: {}, pinFor: tier, stopped }, { status: tried ? statusOf('pin-not-matched') : 200 })
}

/** Two taps from the first page: this page, then one button. No reason is asked and nobody is asked to stay. */
export default function WithdrawalPage() {
  const { programme, consent, propagation, mayClose, now } = useLoaderData<typeof loader>()
  const again = useActionData<typeof action>()
  if (again && 'pinFor' in again) {
    return <PinStep tier={again.pinFor} stopped={again.stopped} errors={again.errors} />
  }
  return <TierStep {...{ programme, consent, propagation, mayClose, now }} errors={again?.errors} />
}
