import { type ActionFunctionArgs, type AppLoadContext, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { dayFromParts } from '#app/domain/access/birth-date.ts'
import { formAgain, readForm } from '#app/http/form-data.ts'
import { languageFor } from '#app/http/language.ts'
import { refusalPage } from '#app/http/problem.ts'
import { selectorOf } from '#app/http/selector.ts'
import { refuseFormOfAnotherRecord, sessionCookie, sessionSecret } from '#app/http/session.server.ts'
import { claimInvitation } from '#app/services/claim-invitation.server.ts'
import { openSession } from '#app/services/open-session.server.ts'
import { signOut } from '#app/services/sign-out.server.ts'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { JoinForm } from './join-form.tsx'
import { LetterForm } from './letter-form.tsx'
import { LetterNumberForm } from './letter-number-form.tsx'
import { schema } from './schema.ts'

export const handle: PageHandle = { title: (t) => t('invitation:title') }

export function loader({ request }: LoaderFunctionArgs) {
  return { selector: selectorOf(request) }
}

/** Opens the letter: a new account, one more hospital, or the same account again. */
export async function action({ request, context }: ActionFunctionArgs) {
  const signedIn = await context.who.contributor()
  if (signedIn?.acting) throw refusalPage('only-yourself')
  if (signedIn) await refuseFormOfAnotherRecord(request, signedIn)
  const read = await readForm(request, schema)
  if (!read.ok) return formAgain(read.errors, read.typed)

  const { code, birth_day: day, birth_month: month, birth_year: year, join } = read.values
  const birthDate = dayFromParts({ day, month, year })
  if (!birthDate) return formAgain({ birth_day: 'birth-date-not-real' }, read.typed)
  if (!(await context.tries.take(context.address))) return formAgain({ form: 'too-many-tries' }, read.typed)

  const signedInAs = signedIn?.id ?? null
  const language = languageFor(request)
  const letter = { selector: selectorOf(request) ?? '', code, birthDate, language }
  const decision = await claimInvitation(context.portal, { ...letter, signedInAs, join: join ?? null })
  if (decision.ok || decision.refusal !== 'invitation-not-matched') await context.tries.giveBack(context.address)
  if (!decision.ok) return formAgain({ form: decision.refusal }, read.typed)
  const { contributorId, hasWayBack } = decision.event
  if (hasWayBack && contributorId === signedInAs) return redirect(`/${language}/choices`)
  const cookie = await newSession(request, context, contributorId)
  return redirect(`/${language}/${hasWayBack ? 'choices' : 'way-back'}`, { headers: { 'Set-Cookie': cookie } })
}

/** A session for whoever opened the letter; the one that this browser had before ends. */
async function newSession(request: Request, { portal }: AppLoadContext, contributorId: string): Promise<string> {
  const before = sessionSecret(request, 'contributor')
  if (before) await signOut(portal, before)
  return sessionCookie('contributor', await openSession(portal, { contributorId }))
}

export default function Invitation() {
  const { selector } = useLoaderData<typeof loader>()
  const again = useActionData<typeof action>()
  if (!selector) return <LetterNumberForm />
  if (again?.errors.form === 'join-unanswered') return <JoinForm typed={again.typed} />
  return <LetterForm selector={selector} errors={again?.errors} typed={again?.typed} />
}
