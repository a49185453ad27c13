import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { formAgain, readForm } from '#app/http/form-data.ts'
import { languageFor } from '#app/http/language.ts'
import { requireContributor, sessionSecret } from '#app/http/session.server.ts'
import { programmeName } from '#app/i18n/programme-name.ts'
import { beginActing } from '#app/services/begin-acting.server.ts'
import { endRepresentation } from '#app/services/end-representation.server.ts'
import { readRepresentatives } from '#app/services/read-representatives.server.ts'
import { Actions, LinkButton } from '#app/ui/button.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Heading, Lead } from '#app/ui/heading.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { useWords } from '#app/ui/use-words.ts'
import { ActedForByMe } from './acted-for-by-me.tsx'
import { MyRepresentative } from './my-representative.tsx'

export const handle: PageHandle = { title: (t) => t('representatives:title') }

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { id } = await requireContributor(request, context)
  const language = languageFor(request)
  const { mine, others, programmes } = await readRepresentatives(context.portal, id, language)
  return { mine, others, names: Object.fromEntries(programmes.map((one) => [one.id, programmeName(one, language)])) }
}

const schema = z.object({ act: z.enum(['end', 'begin']), representation: z.uuid('representation-not-found') })

/** One tap ends a representation, from either side; another one begins to act by it. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { id: personId } = await requireContributor(request, context)
  const read = await readForm(request, schema)
  if (!read.ok) return formAgain(read.errors, read.typed)
  const { act, representation: representationId } = read.values
  const own = { personId, representationId }
  const decision =
    act === 'end'
      ? await endRepresentation(context.portal, own)
      : await beginActing(context.portal, { ...own, sessionSecret: sessionSecret(request, 'contributor') ?? '' })
  if (!decision.ok) return formAgain({ form: decision.refusal }, {})
  return redirect(`/${languageFor(request)}/${act === 'end' ? 'representatives' : 'acting'}`, 303)
}

/** Who may act for a person and what each of them did, and for whom she may act herself. */
export default function RepresentativesPage() {
  const { t, language } = useWords()
  const { mine, others, names } = useLoaderData<typeof loader>()
  const again = useActionData<typeof action>()
  return (
    <>
      <ErrorSummary errors={again?.errors} />
      <Heading>{t('representatives:title')}</Heading>
      <Lead>{t('representatives:lead')}</Lead>
      {mine.length === 0 && <p>{t('representatives:none')}</p>}
      {mine.length > 0 && (
        <ul className="cards">
          {mine.map((representative) => (
            <li key={representative.id}>
              <MyRepresentative representative={representative} names={names} />
            </li>
          ))}
        </ul>
      )}
      <Actions>
        <LinkButton to={`/${language}/representatives/new`}>{t('representatives:name')}</LinkButton>
      </Actions>
      {others.length > 0 && (
        <>
          <h2>{t('representatives:others')}</h2>
          <ul className="cards">
            {others.map((other) => (
              <li key={other.id}>
                <ActedForByMe other={other} names={names} />
              </li>
            ))}
          </ul>
        </>
      )}
      <p>
        <a href={`/${language}/choices`}>{t('history:to-choices')}</a>
      </p>
    </>
  )
}
