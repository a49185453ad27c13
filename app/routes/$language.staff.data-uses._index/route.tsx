import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData, useSearchParams } from '@remix-run/react'
import { languagesMissing } from '#app/domain/data-use/missing-use-words.ts'
import { programmesOfUses } from '#app/domain/data-use/permission.ts'
import { DATA_USE_STATUSES } from '#app/domain/operation/data-use-status.ts'
import { languageFor } from '#app/http/language.ts'
import { requireStaff } from '#app/http/session.server.ts'
import { formatDate } from '#app/i18n/format.ts'
import { LANGUAGES } from '#app/i18n/languages.ts'
import { wordsIn } from '#app/i18n/words-in.ts'
import { readDataUses } from '#app/services/read-data-uses.server.ts'
import { Actions, LinkButton } from '#app/ui/button.tsx'
import { Heading, Lead } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { StaffNav } from '#app/ui/staff-nav.tsx'
import { useWords } from '#app/ui/use-words.ts'

export const handle: PageHandle = { title: (t) => t('data-uses:title'), area: 'staff' }

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { id, roles } = await requireStaff(request, context)
  const uses = await readDataUses(context.portal, id)
  return {
    mayDraft: programmesOfUses(roles, 'draft').length > 0,
    uses: uses.map((use) => ({
      id: use.id,
      status: use.status,
      title: wordsIn(use.words, languageFor(request))?.[0].title ?? '',
      organisation: use.organisation,
      startsAt: use.startsAt,
      endsAt: use.endsAt,
      complete: LANGUAGES.length - languagesMissing(use, LANGUAGES).length,
    })),
  }
}

type Listed = Awaited<ReturnType<typeof loader>>['uses'][number]

/** Every data use of my programmes, by where it stands. */
export default function DataUsesPage() {
  const { t, language } = useWords()
  const { uses, mayDraft } = useLoaderData<typeof loader>()
  const [search] = useSearchParams()
  const groups = DATA_USE_STATUSES.map((status) => ({ status, found: uses.filter((use) => use.status === status) }))
  return (
    <>
      <StaffNav at="data-uses" />
      {search.get('done') === 'discard' && (
        <Notice tone="good">
          <p role="status">{t('drafts:discard.done')}</p>
        </Notice>
      )}
      <Heading>{t('data-uses:title')}</Heading>
      <Lead>{t('data-uses:lead')}</Lead>
      {mayDraft && (
        <Actions>
          <LinkButton to={`/${language}/staff/data-uses/new`}>{t('data-uses:new')}</LinkButton>
        </Actions>
      )}
      {uses.length === 0 && <p>{t('staff:results.none')}</p>}
      {groups
        .filter(({ found }) => found.length > 0)
        .map(({ status, found }) => (
          <section key={status} aria-labelledby={status}>
            <h2 id={status}>{t(`data-uses:status.${status}`)}</h2>
            <ul className="cards">
              {found.map((use) => (
                <UseCard key={use.id} use={use} />
              ))}
            </ul>
          </section>
        ))}
    </>
  )
}

function UseCard({ use: { id, title, organisation, status, startsAt, endsAt, complete } }: { use: Listed }) {
  const { t, language } = useWords()
  const [from, until] = [startsAt, endsAt].map((day) => formatDate(language, day))
  return (
    <li>
      <div className="card">
        <h3>
          <a href={`/${language}/staff/data-uses/${id}`}>{title || t('staff:summaries.untitled')}</a>
        </h3>
        <p>{organisation}</p>
        <p className="soft">
          {t('matching:from-to', { from, until })}
          {status === 'draft' && ` · ${t('staff:summaries.complete', { count: complete })}`}
        </p>
      </div>
    </li>
  )
}
