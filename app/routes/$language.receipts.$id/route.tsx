import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { isWorded } from '#app/domain/consent/worded.ts'
import { eventWords, namedEvent } from '#app/i18n/event-words.ts'
import { formatDateTime } from '#app/i18n/format.ts'
import { ENDONYMS, isLanguage } from '#app/i18n/languages.ts'
import { whoActed } from '#app/i18n/who-acted.ts'
import { wordsIn } from '#app/i18n/words-in.ts'
import { readSubjects } from '#app/services/read-subjects.server.ts'
import { Actions, LinkButton } from '#app/ui/button.tsx'
import { type Fact, Facts } from '#app/ui/facts.tsx'
import { Heading, Lead } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { SnapshotWords } from '#app/ui/snapshot-words.tsx'
import { useWords } from '#app/ui/use-words.ts'
import { ReceiptFiles } from './receipt-files.tsx'
import { receiptInScope } from './receipt-in-scope.server.ts'

export const handle: PageHandle = { title: (t) => t('receipt:eyebrow') }

export async function loader({ request, params: { id: eventId = '' }, context }: LoaderFunctionArgs) {
  const { entry, mayReadHistory } = await receiptInScope(request, context, eventId)
  const { type, recordedAt, by, snapshot, hash, event } = entry
  const [about = null] = await readSubjects(context.portal, [entry])
  return {
    id: eventId,
    ...namedEvent(type, event),
    recordedAt,
    by: { kind: by.kind, how: by.how },
    snapshot,
    hash,
    about,
    mayReadHistory,
  }
}

/** The exact words that a person agreed to, in the language of then, for ever. */
export default function ReceiptPage() {
  const { t, language } = useWords()
  const { id, recordedAt, by, snapshot, hash, about, mayReadHistory, ...named } = useLoaderData<typeof loader>()
  const { heading, follows } = eventWords(t, named)
  const facts: Fact[] = [
    { term: t('receipt:when'), children: formatDateTime(language, recordedAt) },
    ...(about ? [{ term: t('receipt:about'), children: wordsIn(about, language)?.[0] }] : []),
    { term: t('receipt:who'), children: whoActed(t, by) },
    ...(snapshot && isLanguage(snapshot.language)
      ? [{ term: t('receipt:language'), children: ENDONYMS[snapshot.language] }]
      : []),
  ]
  return (
    <>
      <Heading eyebrow={t('receipt:eyebrow')}>{heading}</Heading>
      {isWorded(named.type) && <Lead>{snapshot ? t('receipt:lead') : t('receipt:not-opened')}</Lead>}
      <Notice tone="good" heading={t('receipt:follows-heading')}>
        <p>{follows}</p>
      </Notice>
      <Facts facts={facts} />
      {snapshot && <SnapshotWords snapshot={snapshot} />}
      {hash && (
        <section aria-labelledby="proof">
          <h2 id="proof">{t('receipt:seal')}</h2>
          <p>{t('receipt:seal-text')}</p>
          <p className="hash">{hash}</p>
        </section>
      )}
      <p className="screen-only">{t('receipt:print')}</p>
      {snapshot && <ReceiptFiles id={id} />}
      <Actions>
        <LinkButton to={`/${language}/choices`}>{t('receipt:to-choices')}</LinkButton>
        {mayReadHistory && (
          <LinkButton kind="second" to={`/${language}/history`}>
            {t('receipt:to-history')}
          </LinkButton>
        )}
      </Actions>
    </>
  )
}
