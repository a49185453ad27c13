import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { SITTING_MINUTES } from '#app/domain/access/sitting.ts'
import { formAgain, readForm } from '#app/http/form-data.ts'
import { languageFor } from '#app/http/language.ts'
import { refusalPage } from '#app/http/problem.ts'
import { requireClerk, sessionCookie, sessionSecret } from '#app/http/session.server.ts'
import { openSitting } from '#app/services/open-sitting.server.ts'
import { signOut } from '#app/services/sign-out.server.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Heading, Lead } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { StaffNav } from '#app/ui/staff-nav.tsx'
import { TextField } from '#app/ui/text-field.tsx'
import { useWords } from '#app/ui/use-words.ts'

export const handle: PageHandle = { title: (t) => t('assisted:title'), area: 'staff' }

const schema = z.object({ code: z.string('code-needed'), pin: z.string('pin-needed') })

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireClerk(request, context)
  return { ended: new URL(request.url).searchParams.has('ended') }
}

/** The person is let in beside the clerk; what may be guessed is limited as at every sign-in. */
export async function action({ request, context }: ActionFunctionArgs) {
  const clerk = await requireClerk(request, context)
  const read = await readForm(request, schema, { secrets: ['code', 'pin'] })
  if (!read.ok) return formAgain(read.errors, {})
  if (!(await context.tries.take(context.address))) return formAgain({ form: 'too-many-tries' }, {})

  const clerkSession = sessionSecret(request, 'staff') ?? ''
  const decision = await openSitting(context.portal, { clerk, clerkSession, ...read.values })
  if (decision.ok || decision.refusal !== 'sign-in-not-matched') await context.tries.giveBack(context.address)
  if (!decision.ok && decision.refusal === 'not-allowed') throw refusalPage('not-allowed')
  if (!decision.ok) return formAgain({ form: decision.refusal }, {})

  const before = sessionSecret(request, 'contributor')
  if (before) await signOut(context.portal, before)
  const headers = { 'Set-Cookie': sessionCookie('contributor', decision.event.secret) }
  return redirect(`/${languageFor(request)}/choices`, { status: 303, headers })
}

/** At a hospital's desk a person lets staff help her, by her own code and PIN. */
export default function SittingPage() {
  const { t } = useWords()
  const { ended } = useLoaderData<typeof loader>()
  const again = useActionData<typeof action>()
  return (
    <>
      <StaffNav at="desk" />
      <ErrorSummary errors={again?.errors} />
      {ended && !again && (
        <Notice tone="good">
          <p role="status">{t('beside:sitting-ended')}</p>
        </Notice>
      )}
      <Heading>{t('assisted:title')}</Heading>
      <Lead>{t('assisted:lead')}</Lead>
      <p>{t('assisted:together')}</p>
      <ul>
        <li>{t('assisted:ends', { minutes: SITTING_MINUTES })}</li>
        <li>{t('assisted:closed')}</li>
      </ul>
      <form method="post" noValidate>
        <TextField
          name="code"
          label={t('sign-in:code')}
          hint={t('sign-in:code-hint')}
          kind="code"
          error={again?.errors.code}
        />
        <TextField name="pin" label={t('sign-in:pin')} kind="pin" error={again?.errors.pin} />
        <Actions>
          <Button>{t('assisted:begin')}</Button>
        </Actions>
      </form>
    </>
  )
}
