import { formatDateTime } from '#app/i18n/format.ts'
import type { Language } from '#app/i18n/languages.ts'
import type { Translate } from '#app/i18n/translate.ts'

const FILES = ['receipts', 'papers', 'history-csv', 'uses-csv', 'history-json', 'everything'] as const
const NOTES = ['checked', 'not-opened', 'left-out', 'not-here', 'safe'] as const

/** The page that explains the other files, in plain text. */
export function readMe(t: Translate, language: Language, at: Date): string {
  const lines = [
    t('rights:readme.title'),
    t('rights:readme.made', { when: formatDateTime(language, at) }),
    '',
    ...FILES.map((file) => `- ${t(`rights:readme.${file}`)}`),
    '',
    ...NOTES.map((note) => t(`rights:readme.${note}`)),
  ]
  return `\uFEFF${lines.join('\r\n')}\r\n`
}
