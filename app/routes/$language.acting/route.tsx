import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { isWithin } from '#app/domain/access/acting.ts'
import { languageFor } from '#app/http/language.ts'
import { requireClaimant, sessionSecret } from '#app/http/session.server.ts'
import { programmeName } from '#app/i18n/programme-name.ts'
import { endActing } from '#app/services/begin-acting.server.ts'
import { readActedFor } from '#app/services/read-acted-for.server.ts'
import { Heading, Lead } from '#app/ui/heading.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { useWords } from '#app/ui/use-words.ts'
import { ActedForProgramme } from './acted-for-programme.tsx'

export const handle: PageHandle = { title: (t) => t('representatives:accept.title') }

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { acting } = await requireClaimant(request, context)
  const language = languageFor(request)
  if (acting?.by.kind !== 'representative') throw redirect(`/${language}/representatives`)
  const programmes = await readActedFor(context.portal, acting)
  return {
    label: acting.label,
    nothing: acting.scope.acts.length === 0,
    everything: isWithin(acting.scope, 'see', 'everywhere'),
    programmes: programmes.map(({ programme: { id, details }, consent, may }) => ({
      ...{ id, consent, may },
      name: programmeName({ id, details }, language),
    })),
  }
}

export type ProgrammeActedFor = Awaited<ReturnType<typeof loader>>['programmes'][number]

/** The one button that is on every page while somebody acts for another person: from now on she acts for herself. */
export async function action({ request, context }: ActionFunctionArgs) {
  await requireClaimant(request, context)
  await endActing(context.portal, sessionSecret(request, 'contributor') ?? '')
  return redirect(`/${languageFor(request)}/representatives`, 303)
}

/** Where a representative begins: what may be done for the person, and what not. */
export default function ActingPage() {
  const { t, language } = useWords()
  const { label, nothing, everything, programmes } = useLoaderData<typeof loader>()
  return (
    <>
      <Heading>{t('representatives:acting.title', { name: label ?? t('representatives:somebody') })}</Heading>
      <Lead>{t(nothing ? 'representatives:acting.nothing' : 'representatives:acting.lead')}</Lead>
      <ul className="cards">
        {programmes.map((programme) => (
          <li key={programme.id}>
            <ActedForProgramme programme={programme} />
          </li>
        ))}
      </ul>
      {everything && (
        <p>
          <a href={`/${language}/choices`}>{t('representatives:acting.everything')}</a>
        </p>
      )}
    </>
  )
}
