import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { formAgain, readForm } from '#app/http/form-data.ts'
import { languageFor } from '#app/http/language.ts'
import { refusalPage, statusOf } from '#app/http/problem.ts'
import { selectorOf } from '#app/http/selector.ts'
import { refuseFormOfAnotherRecord, sessionCookie } from '#app/http/session.server.ts'
import { programmeName } from '#app/i18n/programme-name.ts'
import { acceptRepresentation } from '#app/services/accept-representation.server.ts'
import { declineRepresentation } from '#app/services/end-representation.server.ts'
import { openSession } from '#app/services/open-session.server.ts'
import { readOffer } from '#app/services/read-offer.server.ts'
import { Heading, Lead } from '#app/ui/heading.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { useWords } from '#app/ui/use-words.ts'
import { CodeForm } from './code-form.tsx'
import { Offered } from './offered.tsx'
import { acceptSchema } from './schema.ts'

export const handle: PageHandle = { title: (t) => t('representatives:accept.title') }

export async function loader({ request, context }: LoaderFunctionArgs) {
  await aloneOrNobody(request, context)
  return { number: selectorOf(request) ?? '' }
}

/** The number and the code show what is asked; the same again with a yes or a no decides. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { portal } = context
  const signedInAs = await aloneOrNobody(request, context)
  const read = await readForm(request, acceptSchema)
  if (!read.ok) return formAgain(read.errors, read.typed)
  const { number, code, decide, name } = read.values
  if (!(await context.tries.take(context.address))) return formAgain({ form: 'too-many-tries' }, read.typed)
  const typed = { selector: number, code }
  const asked = await readOffer(portal, typed)
  if (asked.ok || asked.refusal !== 'representation-not-matched') await context.tries.giveBack(context.address)
  if (!asked.ok) return formAgain({ code: asked.refusal }, read.typed)

  const language = languageFor(request)
  const { programmes, ...offer } = asked.event
  const names = Object.fromEntries(programmes.map((one) => [one.id, programmeName(one, language)]))
  const offered = { ...offer, names, isSignedIn: signedInAs !== null }
  const errors: Record<string, string> = {}
  if (!decide) return { errors, typed: read.typed, offered }
  if (decide === 'no') {
    const declined = await declineRepresentation(portal, typed)
    return declined.ok ? { errors, typed: {}, declined: true } : formAgain({ code: declined.refusal }, read.typed)
  }
  const again = (refusal: { name: string } | { form: string }) =>
    data(
      { errors: refusal as Record<string, string>, typed: read.typed, offered },
      { status: statusOf('field-required') },
    )
  if (!name) return again({ name: 'field-required' })
  const accepted = await acceptRepresentation(portal, { ...typed, signedInAs, name, language })
  if (!accepted.ok) return again({ form: accepted.refusal })
  if (signedInAs) return redirect(`/${language}/representatives`, 303)
  const { representativeId: contributorId } = accepted.event
  const cookie = sessionCookie('contributor', await openSession(portal, { contributorId }))
  return redirect(`/${language}/way-back`, { status: 303, headers: { 'Set-Cookie': cookie } })
}

/**
 * Who is signed in, if anybody, and has a way back in, without which the code would be one. Whoever acts for another
 * person, or is being helped, takes nothing upon herself.
 */
async function aloneOrNobody(request: Request, { who }: LoaderFunctionArgs['context']): Promise<string | null> {
  const signedIn = await who.contributor()
  if (signedIn?.acting) throw refusalPage('only-yourself')
  if (signedIn) await refuseFormOfAnotherRecord(request, signedIn)
  if (signedIn && !signedIn.hasWayBack) throw redirect(`/${languageFor(request)}/way-back`)
  return signedIn?.id ?? null
}

/** Somebody takes it upon herself to act for another person, or does not. */
export default function AcceptPage() {
  const { t, language } = useWords()
  const { number } = useLoaderData<typeof loader>()
  const again = useActionData<typeof action>()
  if (again && 'declined' in again) {
    return (
      <>
        <Heading>{t('representatives:accept.declined')}</Heading>
        <Lead>{t('representatives:accept.declined-text')}</Lead>
        <p>
          <a href={`/${language}`}>{t('problem:to-first-page')}</a>
        </p>
      </>
    )
  }
  const form = { errors: again?.errors ?? {}, typed: again?.typed ?? {} }
  if (again && 'offered' in again) return <Offered offered={again.offered} {...form} />
  return <CodeForm number={form.typed.number ?? number} {...form} />
}
