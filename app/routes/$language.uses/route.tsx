import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import type { UseGroup } from '#app/domain/usage/grouping.ts'
import { requireContributor } from '#app/http/session.server.ts'
import { formatMonth } from '#app/i18n/format-month.ts'
import { readUses } from '#app/services/read-uses.server.ts'
import { Heading, Lead } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { useWords } from '#app/ui/use-words.ts'
import { ProjectUses } from './project-uses.tsx'

export const handle: PageHandle = { title: (t) => t('uses:title') }

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { id } = await requireContributor(request, context)
  return readUses(context.portal, id)
}

/** Who used my data, what for, when, with what and where; what was stopped or is in doubt stands among it. */
export default function UsesPage() {
  const { t, language } = useWords()
  const groups = useLoaderData<typeof loader>()
  return (
    <>
      <Heading>{t('uses:title')}</Heading>
      <Lead>{t('uses:lead')}</Lead>
      {groups.length === 0 && (
        <Notice heading={t('uses:none')}>
          <p>{t('uses:none-text')}</p>
        </Notice>
      )}
      {months(groups).map(([month, projects]) => (
        <section key={month} aria-labelledby={`month-${month}`}>
          <h2 id={`month-${month}`}>{formatMonth(language, month)}</h2>
          <ul className="timeline">
            {projects.map((group) => (
              <li
                key={group.dataUseId}
                data-tone={group.lines.some(({ result }) => result === 'used') ? undefined : 'care'}
              >
                <ProjectUses group={group} />
              </li>
            ))}
          </ul>
        </section>
      ))}
      <p className="screen-only">{t('uses:print')}</p>
      <p>
        {t('uses:question')} <a href={`/${language}/help`}>{t('uses:question-link')}</a>
      </p>
      <p className="screen-only">
        <a href={`/${language}/choices`}>{t('uses:to-choices')}</a>
      </p>
    </>
  )
}

function months(groups: readonly UseGroup[]): [string, UseGroup[]][] {
  const byMonth = new Map<string, UseGroup[]>()
  for (const group of groups) byMonth.set(group.month, [...(byMonth.get(group.month) ?? []), group])
  return [...byMonth]
}
