import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { refusalPage } from '#app/http/problem.ts'
import { Heading, Lead } from '#app/ui/heading.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { useWords } from '#app/ui/use-words.ts'

export const handle: PageHandle = { title: (t) => t('message:mailbox.title') }

/** Only the demo has a mailbox; anywhere else there is no such page. */
export async function loader({ context: { portal } }: LoaderFunctionArgs) {
  if (!portal.settings.demo || !portal.demoMailbox) throw refusalPage('page-not-found')
  return portal.demoMailbox()
}

/** What the demo sent to its invented people, the latest first. */
export default function Mailbox() {
  const { t } = useWords()
  const mails = useLoaderData<typeof loader>()
  return (
    <>
      <Heading>{t('message:mailbox.title')}</Heading>
      <Lead>{t('message:mailbox.lead')}</Lead>
      {mails.length === 0 && <p>{t('message:mailbox.empty')}</p>}
      {mails.map(({ id, to, language, subject, text }) => (
        <article className="card" key={id}>
          <h2 lang={language}>{subject}</h2>
          <p className="hint">{t('message:mailbox.to', { address: to })}</p>
          {paragraphsIn(text).map((part) => (
            <p lang={language} key={part}>
              {/^https?:/.test(part.split(': ').at(-1) ?? '') ? <WithLink text={part} /> : part}
            </p>
          ))}
        </article>
      ))}
    </>
  )
}

/** Without the heading, which stands above, and the line before the small print. */
function paragraphsIn(text: string): string[] {
  return text.split('\n\n').filter((part, place) => place > 0 && part.trim() !== '--')
}

function WithLink({ text }: { text: string }) {
  const href = text.split(': ').at(-1)?.trim() ?? ''
  return <a href={href}>{text.slice(0, text.length - href.length).replace(/:\s*$/, '')}</a>
}
