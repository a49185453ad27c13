import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { DATA_RIGHTS } from '#app/domain/right/data-right.ts'
import { languageFor } from '#app/http/language.ts'
import { requireContributor } from '#app/http/session.server.ts'
import { readContacts } from '#app/services/read-contacts.server.ts'
import { readMyRequests } from '#app/services/read-my-requests.server.ts'
import { Heading, Lead } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { useWords } from '#app/ui/use-words.ts'
import { MyRequests } from './my-requests.tsx'
import { RightSection } from './right-section.tsx'

export const handle: PageHandle = { title: (t) => t('rights:rights.title') }

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { id } = await requireContributor(request, context)
  const contacts = await readContacts(context.portal, languageFor(request))
  const programmes = new Map(contacts.map((programme) => [programme.id, programme.name]))
  const requests = await readMyRequests(context.portal, id)
  return {
    sent: new URL(request.url).searchParams.has('sent'),
    requests: requests.map((asked) => ({ ...asked, programme: programmes.get(asked.programmeId ?? '') ?? null })),
  }
}

export type RequestOfMine = Awaited<ReturnType<typeof loader>>['requests'][number]

/** My rights over my data: what I can do at once, what I can ask for, and what became of what I asked. */
export default function DataRightsPage() {
  const { t, language } = useWords()
  const { requests, sent } = useLoaderData<typeof loader>()
  return (
    <>
      <Heading>{t('rights:rights.title')}</Heading>
      {sent && (
        <Notice tone="good">
          <p role="status">{t('rights:log.sent')}</p>
        </Notice>
      )}
      <Lead>{t('rights:rights.lead')}</Lead>
      {requests.length > 0 && <MyRequests requests={requests} />}
      {DATA_RIGHTS.map((right) => (
        <RightSection key={right} right={right} />
      ))}
      {requests.length === 0 && <MyRequests requests={requests} />}
      <p>
        <a href={`/${language}/choices`}>{t('rights:to-choices')}</a>
      </p>
    </>
  )
}
