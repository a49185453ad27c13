import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { languageFor } from '#app/http/language.ts'
import { requireClerk } from '#app/http/session.server.ts'
import { wordsIn } from '#app/i18n/words-in.ts'
import { readPaperForms, readPapers } from '#app/services/read-papers.server.ts'
import { Heading, Lead } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { StaffNav } from '#app/ui/staff-nav.tsx'
import { useWords } from '#app/ui/use-words.ts'
import { PaperList } from './paper-list.tsx'

export const handle: PageHandle = { title: (t) => t('paper:title'), area: 'staff' }

const DONE = ['bound', 'waits', 'bound-and-waits', 'kept', 'correct', 'incorrect'] as const

export async function loader({ request, context }: LoaderFunctionArgs) {
  const clerk = await requireClerk(request, context)
  const done = new URL(request.url).searchParams.get('done')
  const forms = await readPaperForms(context.portal, clerk)
  return {
    done: DONE.find((one) => one === done) ?? null,
    papers: await readPapers(context.portal, clerk),
    forms: forms.map(({ id, version, words }) => {
      const found = wordsIn(words, languageFor(request))
      return { id, version, title: found?.[0].title ?? id, lang: found?.[1] }
    }),
  }
}

/** What came on paper or by phone: enter it, and check what somebody else entered. */
export default function PapersPage() {
  const { t, language } = useWords()
  const { done, papers, forms } = useLoaderData<typeof loader>()
  const waiting = papers.filter(({ quality, wayIn }) => quality === 'not-checked' && wayIn === 'paper')
  return (
    <>
      <StaffNav at="desk" />
      {done && (
        <Notice tone="good">
          <p>{t(`paper:done.${done}`)}</p>
        </Notice>
      )}
      <Heading>{t('paper:title')}</Heading>
      <Lead>{t('paper:lead')}</Lead>
      <h2>{t('paper:enter')}</h2>
      {forms.length === 0 && <p>{t('paper:no-forms')}</p>}
      <ul className="links">
        {forms.map(({ id, version, title, lang }) => (
          <li key={id}>
            <a href={`/${language}/staff/desk/papers/new?form=${encodeURIComponent(id)}`}>
              <span lang={lang}>{title}</span> ({t('paper:version', { version })})
            </a>
          </li>
        ))}
      </ul>
      <PaperList heading={t('paper:waiting')} none={t('paper:none-waiting')} papers={waiting} />
      <PaperList
        heading={t('paper:others')}
        none={t('paper:none-others')}
        papers={papers.filter((paper) => !waiting.includes(paper))}
      />
    </>
  )
}
