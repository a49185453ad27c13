import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData, useSearchParams } from '@remix-run/react'
import { missingFormWords } from '#app/domain/form/missing-form-words.ts'
import { programmesFor } from '#app/domain/staff/permission.ts'
import { languageFor } from '#app/http/language.ts'
import { requireStaff } from '#app/http/session.server.ts'
import { LANGUAGES } from '#app/i18n/languages.ts'
import { programmeName } from '#app/i18n/programme-name.ts'
import { type FormsOfProgramme, readForms } from '#app/services/read-forms.server.ts'
import { Actions, LinkButton } from '#app/ui/button.tsx'
import { Heading, Lead } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { StaffNav } from '#app/ui/staff-nav.tsx'
import { useWords } from '#app/ui/use-words.ts'
import { DraftCard } from './draft-card.tsx'
import { VersionCard } from './version-card.tsx'

export const handle: PageHandle = { title: (t) => t('forms:list.title'), area: 'staff' }

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { id, roles } = await requireStaff(request, context, ['editor', 'approver', 'auditor'])
  const language = languageFor(request)
  const programmes = await readForms(context.portal, id)
  return {
    mayDraft: programmesFor(roles, 'draft').length > 0,
    programmes: programmes.map((one) => listed(one, language)),
  }
}

function listed({ programme, versions, drafts }: FormsOfProgramme, language: string) {
  return {
    id: programme.id,
    name: programmeName(programme, language),
    versions: versions.map(({ id, version, publishedAt, change, hashes }) => ({
      id,
      version,
      publishedAt,
      change,
      hashes: LANGUAGES.flatMap((code) => (hashes[code] ? [{ code, hash: hashes[code] }] : [])),
    })),
    drafts: drafts.map((draft) => ({
      id: draft.id,
      version: draft.version,
      state: draft.state,
      lacking: LANGUAGES.map((code) => ({ code, count: missingFormWords(draft, code).length })).filter(
        ({ count }) => count > 0,
      ),
    })),
  }
}

export type ListedProgramme = ReturnType<typeof listed>

/** What my programmes ask, have asked and are about to ask. */
export default function FormsPage() {
  const { t, language } = useWords()
  const { mayDraft, programmes } = useLoaderData<typeof loader>()
  const [search] = useSearchParams()
  return (
    <>
      <StaffNav at="forms" />
      {search.get('done') === 'discard' && (
        <Notice tone="good">
          <p role="status">{t('drafts:discard.done')}</p>
        </Notice>
      )}
      <Heading>{t('forms:list.title')}</Heading>
      <Lead>{t('forms:list.lead')}</Lead>
      {mayDraft && (
        <Actions>
          <LinkButton to={`/${language}/staff/forms/new`}>{t('forms:list.new')}</LinkButton>
        </Actions>
      )}
      {programmes.map(({ id, name, versions, drafts }) => (
        <section key={id} aria-labelledby={id}>
          <h2 id={id}>{name}</h2>
          <ul className="cards">
            {drafts.map((draft) => (
              <DraftCard key={draft.id} draft={draft} />
            ))}
            {versions.map((version, place) => (
              <VersionCard key={version.id} version={version} isCurrent={place === 0} />
            ))}
          </ul>
          {versions.length + drafts.length === 0 && <p>{t('forms:list.none')}</p>}
        </section>
      ))}
    </>
  )
}
