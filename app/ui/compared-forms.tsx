import type { Comparison } from '../domain/form/comparison.ts'
import type { PartChange, TextChange } from '../domain/form/words-changed.ts'
import type { Translate } from '../i18n/translate.ts'
import { ComparedEffects } from './compared-effects.tsx'
import { TextDifference } from './text-difference.tsx'
import { useWords } from './use-words.ts'

/** Every difference between two versions of a form: in effect first, since that is what counts, then in its words. */
export function ComparedForms({ comparison: { language, words, effects } }: { comparison: Comparison }) {
  const { t } = useWords()
  if (words.length === 0 && effects.length === 0) return <p>{t('comparison:nothing')}</p>
  return (
    <>
      <p className="hint">{t('comparison:compared')}</p>
      {effects.length > 0 && <ComparedEffects effects={effects} lang={language} />}
      {words.map((part) => (
        <ComparedPart key={`${part.kind} ${part.id} ${part.news}`} part={part} lang={language} />
      ))}
    </>
  )
}

function ComparedPart({ part, lang }: { part: PartChange; lang: string }) {
  const { t } = useWords()
  const isSection = part.kind === 'section'
  return (
    <section className="compared">
      <h3 lang={isSection ? lang : undefined}>{isSection ? part.name : partName(t, part)}</h3>
      {part.news !== 'changed' && <p>{t(`comparison:news.${part.news}`)}</p>}
      {part.texts.map((change) => (
        <div key={`${change.text} ${change.option} ${change.before} ${change.after}`}>
          <h4>{textName(t, change)}</h4>
          <TextDifference before={change.before} after={change.after} lang={lang} />
        </div>
      ))}
    </section>
  )
}

function partName(t: Translate, { kind, name }: PartChange): string {
  if (kind === 'question' || kind === 'check') return t(`comparison:part.${kind}`, { name })
  return t(kind === 'promises' ? 'comparison:part.promises' : 'comparison:part.title')
}

function textName(t: Translate, { text, option }: TextChange): string {
  const name = t(`comparison:text.${text as Exclude<TextChange['text'], 'change'>}`)
  return option === null ? name : t('comparison:of-option', { text: name, option })
}
