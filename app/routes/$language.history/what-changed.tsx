import { useWords } from '#app/ui/use-words.ts'
import type { EventOfMine } from './route.tsx'

/** What was permitted before this event and what from then on, in the sentences that were stored with each. */
export function WhatChanged({ event: { type, before, snapshot } }: { event: EventOfMine }) {
  const { t } = useWords()
  return (
    <dl className="facts">
      <div>
        <dt>{t('history:before')}</dt>
        <dd>
          {type === 'claim-voided' && t('history:before-voided')}
          {type !== 'claim-voided' && before.kind === 'words' && <Sentences {...before} />}
          {type !== 'claim-voided' && before.kind !== 'words' && t(`history:was.${before.kind}`)}
        </dd>
      </div>
      <div>
        <dt>{t('history:after')}</dt>
        <dd>
          {snapshot && <Sentences {...snapshot} />}
          {!snapshot && t(type === 'claim-voided' ? 'receipt:follows.claim-voided' : 'history:was.not-opened')}
        </dd>
      </div>
    </dl>
  )
}

function Sentences({ language, summary }: { language: string; summary: string[] }) {
  return (
    <ul lang={language}>
      {summary.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  )
}
