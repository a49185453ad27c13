import { isWorded } from '#app/domain/consent/worded.ts'
import { eventWords } from '#app/i18n/event-words.ts'
import { whoActed } from '#app/i18n/who-acted.ts'
import { wordsIn } from '#app/i18n/words-in.ts'
import { Details } from '#app/ui/details.tsx'
import { SnapshotWords } from '#app/ui/snapshot-words.tsx'
import { useWords } from '#app/ui/use-words.ts'
import type { EventOfMine } from './route.tsx'
import { WhatChanged } from './what-changed.tsx'

/** One event: what about, who and how, what was permitted before and after, the words of then, and their proof. */
export function HistoryEvent({ event, total }: { event: EventOfMine; total: number }) {
  const { t, language } = useWords()
  const { id, sequence, type, by, about, snapshot, hash } = event
  return (
    <>
      <p className="soft">{t('history:number', { number: sequence, total })}</p>
      {about && <p>{wordsIn(about, language)?.[0]}</p>}
      <p>{whoActed(t, by)}</p>
      {isWorded(type) || type === 'claim-voided' ? (
        <WhatChanged event={event} />
      ) : (
        <p>{eventWords(t, event).follows}</p>
      )}
      {snapshot ? (
        <Details summary={t('history:words')}>
          <SnapshotWords snapshot={snapshot} level={3} withSummary={false} />
        </Details>
      ) : (
        isWorded(type) && <p>{t('history:not-opened')}</p>
      )}
      {hash && (
        <Details summary={t('receipt:seal')}>
          <p>{t('receipt:seal-text')}</p>
          <p className="hash">{hash}</p>
        </Details>
      )}
      <p className="screen-only">
        <a href={`/${language}/receipts/${id}`}>
          {t('history:receipt')} <span className="visually-hidden">{sequence}</span>
        </a>
      </p>
    </>
  )
}
