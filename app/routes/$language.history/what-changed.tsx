import { eventWords } from '#app/i18n/event-words.ts'
import type { Translate } from '#app/i18n/translate.ts'
import { useWords } from '#app/ui/use-words.ts'
import type { EventOfMine } from './route.tsx'

/** What was permitted before this event and what from then on, in the sentences that were stored with each. */
export function WhatChanged({ event }: { event: EventOfMine }) {
  const { t } = useWords()
  const { type, before, snapshot } = event
  return (
    <dl className="facts">
      <div>
        <dt>{t('history:before')}</dt>
        <dd>
          {type === 'claim-voided' && t('history:before-voided')}
          {type !== 'claim-voided' && before.kind === 'words' && <Sentences {...before} />}
          {type !== 'claim-voided' && before.kind !== 'words' && wasBefore(t, before.kind)}
        </dd>
      </div>
      <div>
        <dt>{t('history:after')}</dt>
        <dd>
          {snapshot && <Sentences {...snapshot} />}
          {!snapshot && (type === 'claim-voided' ? eventWords(t, event).follows : t('history:was.not-opened'))}
        </dd>
      </div>
    </dl>
  )
}

function wasBefore(t: Translate, kind: Exclude<EventOfMine['before']['kind'], 'words'>): string {
  return kind === 'corrected' ? t('corrections:before') : t(`history:was.${kind}`)
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
