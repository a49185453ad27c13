import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { seenInWhole } from '#app/domain/access/acting.ts'
import { languageFor } from '#app/http/language.ts'
import { formatDate } from '#app/i18n/format.ts'
import { programmeName } from '#app/i18n/programme-name.ts'
import { wordsIn } from '#app/i18n/words-in.ts'
import { readImpact } from '#app/services/read-impact.server.ts'
import { Heading, Lead } from '#app/ui/heading.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { useWords } from '#app/ui/use-words.ts'
import { StillToCome } from './still-to-come.tsx'

export const handle: PageHandle = { title: (t) => t('impact:title') }

export async function loader({ request, context }: LoaderFunctionArgs) {
  const contributor = await context.who.contributor()
  const { summaries, owed } = await readImpact(context.portal, contributor && seenInWhole(contributor))
  const language = languageFor(request)
  return {
    summaries: summaries.flatMap(({ summary: { slug, words, publishedAt }, programme, includesMe }) => {
      const [read, lang] = wordsIn(words, language) ?? []
      if (!read) return []
      const { title, lead } = read
      return [
        {
          slug,
          title,
          lead,
          lang,
          publishedAt,
          includesMe,
          programme: programme && programmeName(programme, language),
        },
      ]
    }),
    owed: owed.map(({ use: { id, words, organisation, endsAt }, results }) => {
      const [read, lang] = wordsIn(words, language) ?? [{ title: id }, language]
      return { id, title: read.title, lang, organisation, endsAt, results }
    }),
  }
}

export type ImpactData = Awaited<ReturnType<typeof loader>>

/** What came of people's data: what was published, mine first, and what is still owed. */
export default function ImpactPage() {
  const { t } = useWords()
  const { summaries, owed } = useLoaderData<typeof loader>()
  return (
    <>
      <Heading>{t('impact:title')}</Heading>
      <Lead>{t('impact:lead')}</Lead>
      {summaries.length === 0 && <p>{t('impact:none')}</p>}
      <ul className="cards">
        {summaries.map((summary) => (
          <Result key={summary.slug} summary={summary} />
        ))}
      </ul>
      <StillToCome owed={owed} />
    </>
  )
}

function Result({ summary }: { summary: ImpactData['summaries'][number] }) {
  const { t, language } = useWords()
  const { slug, title, lead, lang, publishedAt, includesMe, programme } = summary
  const published = publishedAt && t('impact:published', { date: formatDate(language, publishedAt) })
  return (
    <li>
      <div className="card">
        {includesMe && (
          <div>
            <span className="badge">{t('impact:yours')}</span>
          </div>
        )}
        <h2 lang={lang}>
          <a href={`/${language}/impact/${slug}`}>{title}</a>
        </h2>
        <p lang={lang}>{lead}</p>
        <p className="soft">{[programme, published].filter(Boolean).join(' · ')}</p>
      </div>
    </li>
  )
}
