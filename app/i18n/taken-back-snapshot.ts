import type { Snapshot } from '../domain/consent/events.ts'
import { pageSnapshot } from '../domain/consent/snapshot.ts'
import type { Language } from './languages.ts'
import type { Translate } from './translate.ts'

/** What she is shown where a yes that her hospital entered from paper no longer counts. */
export function takenBackSnapshot(t: Translate, language: Language, formTitle: string): Snapshot {
  return pageSnapshot(language, t('paper:taken-back.title'), [formTitle], [t('paper:taken-back.summary')])
}
