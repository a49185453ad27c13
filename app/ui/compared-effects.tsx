import type { EffectChange } from '../domain/form/effects-changed.ts'
import { codeLabel, regionLabel } from '../i18n/choice-summary.ts'
import { formatList, formatNumber } from '../i18n/format.ts'
import type { Language } from '../i18n/languages.ts'
import type { Translate } from '../i18n/translate.ts'
import { useWords } from './use-words.ts'

/** What the answers of a form give now and gave before. */
export function ComparedEffects({ effects, lang }: { effects: readonly EffectChange[]; lang: string }) {
  const { t } = useWords()
  return (
    <section className="compared">
      <h3>{t('comparison:effects-heading')}</h3>
      <ul>
        {effects.map((change) => (
          <li key={JSON.stringify(change)}>
            {'option' in change && (
              <p lang={lang} className="soft">
                {t('comparison:answer', change)}
              </p>
            )}
            <Effect change={change} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Effect({ change }: { change: EffectChange }) {
  const { t, language } = useWords()
  switch (change.effect) {
    case 'wider':
    case 'narrower':
      return <Codes change={change} />
    case 'years':
      return (
        <FromTo
          name={t('comparison:effect.years')}
          before={formatNumber(language, change.before)}
          after={formatNumber(language, change.after)}
        />
      )
    case 'order':
      return <p>{t(`comparison:order.${change.of}`, { question: change.question ?? '' })}</p>
    case 'option-added':
    case 'option-removed':
    case 'leads_to':
      return <p>{t(`comparison:effect.${change.effect}`)}</p>
    case 'outcome':
    case 'scans':
    case 'use_years':
    case 'recontact':
    case 'incidental_findings':
    case 'after_death':
      return (
        <FromTo
          name={change.effect === 'after_death' ? t('after-death:name') : t(`comparison:setting.${change.effect}`)}
          before={settingWords(t, change.effect, change.before)}
          after={settingWords(t, change.effect, change.after)}
        />
      )
    default:
      return <p>{t(`comparison:effect.${change.effect}`, { question: change.question })}</p>
  }
}

function Codes({ change }: { change: Extract<EffectChange, { axis: string }> }) {
  const { t, language } = useWords()
  const Mark = change.effect === 'wider' ? 'ins' : 'del'
  return (
    <p className={`difference difference--${change.effect === 'wider' ? 'new' : 'gone'}`}>
      <strong>{t(`comparison:effect.${change.effect}`)}:</strong>{' '}
      <Mark>
        {formatList(
          language,
          change.codes.map((code) => nameOf(t, language, change.axis, code)),
        )}
      </Mark>
    </p>
  )
}

function nameOf(t: Translate, language: Language, axis: string, code: string): string {
  return axis === 'region'
    ? regionLabel(t, language, code)
    : codeLabel(t, axis as Exclude<typeof axis, 'region'> as 'purpose', code)
}

function FromTo({ name, before, after }: { name: string; before: string; after: string }) {
  const { t } = useWords()
  return (
    <>
      <p>{name}</p>
      <p className="difference difference--gone">
        <strong>{t('comparison:gone')}:</strong> <del>{before}</del>
      </p>
      <p className="difference difference--new">
        <strong>{t('comparison:new')}:</strong> <ins>{after}</ins>
      </p>
    </>
  )
}

type Setting = 'outcome' | 'scans' | 'use_years' | 'recontact' | 'incidental_findings' | 'after_death'

/** A setting's value as people read it. */
function settingWords(t: Translate, setting: Setting, value: string | null): string {
  if (value === null) return t('comparison:value.none')
  if (setting === 'use_years') return value
  if (setting === 'recontact') return t(`codes:recontact.${value as 'true'}`)
  if (setting === 'incidental_findings') return t(`codes:incidental_findings.${value as 'no'}`)
  if (setting === 'after_death') return t(`after-death:choice.${value as 'stop'}`)
  return t(`comparison:value.${value as 'all'}`)
}
