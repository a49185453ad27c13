import { particularsEdit, wordsEdit } from '../domain/data-use/approval.ts'
import type { Particulars, UseWords } from '../domain/data-use/data-use.ts'
import type { Portal } from '../portal.server.ts'
import { type AskedOfUse, changeDataUse } from './change-data-use.server.ts'

/** Changes what a draft asks to be approved. */
export function editParticulars(portal: Portal, { particulars, ...asked }: AskedOfUse & { particulars: Particulars }) {
  return changeDataUse(portal, asked, 'edit', (use) => particularsEdit(use, particulars))
}

/** Writes on a draft what people read in one language. */
export function editUseWords(
  portal: Portal,
  { language, words, ...asked }: AskedOfUse & { language: string; words: UseWords },
) {
  return changeDataUse(portal, asked, 'edit', (use) => wordsEdit(use, { language, words }))
}
