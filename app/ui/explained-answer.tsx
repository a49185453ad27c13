import type { Reason } from '../domain/consent/decide.ts'
import type { Snapshot } from '../domain/consent/events.ts'
import type { Provision, UseRequest } from '../domain/consent/provision.ts'
import { ENDONYMS, isLanguage } from '../i18n/languages.ts'
import { useAxes } from './axes.ts'
import { Details } from './details.tsx'
import { type Fact, Facts } from './facts.tsx'
import { Notice } from './notice.tsx'
import { ShownWords } from './shown-words.tsx'
import { useWords } from './use-words.ts'

export type Explained = {
  at: Date
  knownAt: Date
  askedKnownAt: Date | null
  use: UseRequest
  answer: {
    subject: string
    outcome: 'permit' | 'deny' | null
    reason: Reason | 'record-erased'
    provision: Provision | null
    form: { id: string; version: string | null } | null
    language: string | null
    snapshot_sha256: string | null
    decided_on: string | null
  }
  shown: Pick<Snapshot, 'title' | 'paragraphs'> | null
  formHash: string | null
}

/** A question answered again: what, why, by which provision, and in which words she had been asked. */
export function ExplainedAnswer({ told }: { told: Explained }) {
  const { t } = useWords()
  const { answer, shown, use } = told
  const axesOf = useAxes()
  return (
    <section aria-labelledby="answer">
      <h2 id="answer">{t('as-of:answer.heading')}</h2>
      <Notice
        tone={answer.outcome === 'permit' ? 'good' : 'care'}
        heading={t(`as-of:outcome.${answer.outcome ?? 'none'}`)}
      >
        <p>{t(`as-of:reason.${answer.reason}`)}</p>
        <p>
          <code>{answer.reason}</code>
        </p>
      </Notice>
      <Moments told={told} />
      <Details summary={t('as-of:answer.asked')}>
        <Facts
          facts={axesOf({
            purpose: [use.purpose],
            recipient: [use.recipient],
            region: [use.region],
            data: use.data,
            acquired: use.acquired ?? null,
          })}
        />
      </Details>
      {answer.provision && (
        <>
          <h3>{t('as-of:answer.provision')}</h3>
          <Facts facts={axesOf(provisionParts(answer.provision))} />
        </>
      )}
      <Facts facts={useWhatItRestsOn(told)} />
      {shown && answer.language && (
        <Details summary={t('as-of:answer.shown')}>
          <ShownWords shown={shown} language={answer.language} />
        </Details>
      )}
    </section>
  )
}

/** As of when, and how far back what was known had to be held. */
function Moments({ told: { at, knownAt, askedKnownAt } }: { told: Explained }) {
  const { t } = useWords()
  const known = knownAt.toISOString()
  const isHeldBack = askedKnownAt !== null && knownAt < askedKnownAt
  return (
    <>
      <Facts
        facts={[
          { term: t('as-of:at'), children: <time dateTime={at.toISOString()}>{at.toISOString()}</time> },
          { term: t('as-of:known-at'), children: <time dateTime={known}>{known}</time> },
        ]}
      />
      {isHeldBack && <p>{t('as-of:answer.held-back', { asked: askedKnownAt.toISOString() })}</p>}
    </>
  )
}

function provisionParts({ acquired_from, acquired_until, ...provision }: Provision) {
  const acquired = acquired_from || acquired_until ? { from: acquired_from, until: acquired_until } : null
  return { ...provision, acquired, used: { from: provision.from, until: provision.until } }
}

function useWhatItRestsOn({ answer, formHash }: Explained): Fact[] {
  const { t } = useWords()
  const { form, language, snapshot_sha256, decided_on } = answer
  const facts: [string, string | null][] = [
    [t('as-of:answer.form'), form && (form.version ? `${form.id} (${form.version})` : form.id)],
    [t('as-of:answer.language'), language && (isLanguage(language) ? `${ENDONYMS[language]} (${language})` : language)],
    [t('as-of:answer.decided-on'), decided_on],
    [t('as-of:answer.hash'), snapshot_sha256],
    [t('as-of:answer.form-hash'), formHash],
  ]
  return facts.flatMap(([term, value]) => (value ? [{ term, children: <span className="hash">{value}</span> }] : []))
}
