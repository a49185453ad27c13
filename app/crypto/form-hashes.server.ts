import { createHash } from 'node:crypto'
import type { FormContent } from '../domain/form/form-draft.ts'
import { shownIn } from '../domain/form/form-file.ts'

/** For each language the SHA-256, in hexadecimal, of exactly what it shows: proof of what people were asked. */
export function formHashes(content: FormContent): Record<string, string> {
  const hash = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex')
  return Object.fromEntries(Object.keys(content.words).map((language) => [language, hash(shownIn(content, language))]))
}
