import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { seenInWhole } from '#app/domain/access/acting.ts'
import { languageFor } from '#app/http/language.ts'
import { refusalPage } from '#app/http/problem.ts'
import { wordsIn } from '#app/i18n/words-in.ts'
import { readImpactSummary } from '#app/services/read-impact.server.ts'
import { Heading, Lead } from '#app/ui/heading.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { SummaryArticle } from '#app/ui/summary-article.tsx'
import { useWords } from '#app/ui/use-words.ts'

export const handle: PageHandle<Awaited<ReturnType<typeof loader>>> = {
  title: (t, data) => data?.article?.words.title ?? t('impact:retired-title'),
}

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const contributor = await context.who.contributor()
  const asked = { slug: params.slug ?? '', contributorId: contributor && seenInWhole(contributor) }
  const found = await readImpactSummary(context.portal, asked)
  if (!found) throw refusalPage('page-not-found')

  const { summary, programme, unit, rows, uses, includesMe } = found
  if (summary.status === 'retired') return { article: null, uses: [] }
  const language = languageFor(request)
  const read = wordsIn(summary.words, language)
  if (!read) throw refusalPage('page-not-found')
  const { publishedAt, correctedAt } = summary
  const threshold = programme.suppressionThreshold
  return {
    article: { words: read[0], lang: read[1], unit, rows, threshold, language, includesMe, publishedAt, correctedAt },
    uses: uses.map(({ id, words, organisation }) => {
      const [use, lang] = wordsIn(words, language) ?? [{ title: id, summary: '' }, language]
      return { id, ...use, lang, organisation }
    }),
  }
}

/** One impact summary, with its figure and the projects it tells of. */
export default function ImpactSummaryPage() {
  const { t, language } = useWords()
  const { article, uses } = useLoaderData<typeof loader>()
  return (
    <>
      <p className="screen-only">
        <a href={`/${language}/impact`}>{t('impact:back')}</a>
      </p>
      {article ? (
        <SummaryArticle {...article} />
      ) : (
        <>
          <Heading>{t('impact:retired-title')}</Heading>
          <Lead>{t('impact:retired')}</Lead>
        </>
      )}
      {uses.length > 0 && (
        <section className="summary-projects" aria-labelledby="projects">
          <h2 id="projects">{t('impact:projects')}</h2>
          {uses.map(({ id, title, summary, lang, organisation }) => (
            <div key={id}>
              <h3 lang={lang}>{title}</h3>
              <p className="soft">{organisation}</p>
              <p lang={lang}>{summary}</p>
            </div>
          ))}
        </section>
      )}
    </>
  )
}
