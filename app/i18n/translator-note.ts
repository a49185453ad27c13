import type { Unit } from '../domain/form/translation-units.ts'
import type { Translate } from './translate.ts'

/** What a translator should know about a text that does not say it itself. */
export function translatorNote(t: Translate): (unit: Unit) => string | null {
  return ({ part, text: { text, of } }) => {
    switch (text) {
      case 'promise':
      case 'short':
      case 'legal':
      case 'change':
        return t(`translations:note.${text}`)
      case 'label':
        return t('translations:note.label', { question: part.name })
      case 'meaning':
        return t('translations:note.meaning', { option: labelOf(part, of) })
      default:
        return null
    }
  }
}

function labelOf({ texts }: Unit['part'], option: string): string {
  return texts.find(({ text, of }) => text === 'label' && of === option)?.value ?? option
}
