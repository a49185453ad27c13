import { MATCHING_AXES, type MatchingAxis } from '#app/domain/consent/matching.ts'
import { codeLabel, regionLabel } from '#app/i18n/choice-summary.ts'
import { formatDate, formatList } from '#app/i18n/format.ts'
import type { Language } from '#app/i18n/languages.ts'
import type { Translate } from '#app/i18n/translate.ts'
import { wordsIn } from '#app/i18n/words-in.ts'
import type { Matching } from '#app/services/read-matching.server.ts'
import { Details } from '#app/ui/details.tsx'
import { Facts } from '#app/ui/facts.tsx'
import { StateLine } from '#app/ui/state-line.tsx'
import { useWords } from '#app/ui/use-words.ts'

type Matched = Matching['matched'][number]

/** One project: how it stands to me, why it fits my wishes or does not, and the way to my answer. */
export function MatchedUse({ matched }: { matched: Matched }) {
  const { t, language } = useWords()
  const { use, phase, match, outside } = matched
  const [{ title }, lang] = wordsIn(use.words, language) ?? [{ title: use.id }, language]
  if (phase === 'ended') {
    return (
      <div className="card">
        <h3 lang={lang}>{title}</h3>
        <p>{t('matching:ended-on', { date: formatDate(language, use.endedAt ?? use.endsAt) })}</p>
      </div>
    )
  }
  return (
    <div className="card">
      <h3 lang={lang}>{title}</h3>
      <StateLine tone={TONES[match]}>{t(`matching:state.${match}`)}</StateLine>
      {phase === 'paused' && <p>{t('matching:paused')}</p>}
      {phase === 'to-come' && <p>{t('matching:begins', { date: formatDate(language, use.startsAt) })}</p>}
      <Details summary={t('matching:why')} open={outside.length > 0}>
        <Facts
          facts={MATCHING_AXES.map((axis) => ({
            term: termOf(t, axis),
            children: (
              <>
                {textOf(t, language, use, axis)}{' '}
                <strong>{t(outside.includes(axis) ? 'matching:fits-not' : 'matching:fits')}</strong>
              </>
            ),
          }))}
        />
      </Details>
      <p>
        <a href={`/${language}/choices/altruism/${use.id}`}>{t('matching:open')}</a>
      </p>
    </div>
  )
}

const TONES = { included: 'good', asks: 'care', declined: 'quiet', 'no-match': 'quiet' } as const

function termOf(t: Translate, axis: MatchingAxis): string {
  switch (axis) {
    case 'purpose':
      return t('altruism:use.what-for')
    case 'recipient':
      return t('altruism:use.who')
    case 'data':
      return t('altruism:use.which-data')
    case 'region':
      return t('altruism:use.where')
    default:
      return t('matching:when')
  }
}

/** Labels are whole on their own, so that they stand in no other sentence's grammar. */
function textOf(t: Translate, language: Language, use: Matched['use'], axis: MatchingAxis): string {
  switch (axis) {
    case 'purpose':
      return `${codeLabel(t, 'purpose', use.purpose)}.`
    case 'recipient':
      return `${codeLabel(t, 'recipient', use.recipient)}: ${use.organisation}.`
    case 'data': {
      const labels = use.data.map((code) => codeLabel(t, 'data', code))
      return `${formatList(language, labels)}.`
    }
    case 'region':
      return `${regionLabel(t, language, use.region)}.`
    default: {
      const [from, until] = [use.startsAt, use.endsAt].map((day) => formatDate(language, day))
      return t('matching:from-to', { from, until })
    }
  }
}
