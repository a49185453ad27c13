import { createHash } from 'node:crypto'
import type { ImpactSummary } from '../domain/impact/summary.ts'

/** Names what a page showed of a summary: all of it, or what is written in one language; another text has another name. */
export function summaryEdition({ status, figure, dataUseIds, words }: ImpactSummary, language?: string): string {
  const shown = [status, figure, dataUseIds, language === undefined ? words : (words[language] ?? null)]
  return createHash('sha256').update(JSON.stringify(shown)).digest('base64url').slice(0, 22)
}
