import type { ImpactSummary, SummaryWords } from './summary.ts'

/** A part that a language still lacks; `row` is the key of a figure row without a label. */
export type MissingPart =
  | { part: 'title' | 'lead' | 'body' | 'figure-title' | 'what-next' }
  | { part: 'figure-row'; row: string }

type Written = Pick<ImpactSummary, 'figure' | 'words'>

/** What a summary lacks in one language, in the order in which it is read. */
export function missingWords({ figure, words }: Written, language: string): MissingPart[] {
  const written: Partial<SummaryWords> = words[language] ?? {}
  const labels = written.figure_rows ?? {}
  const drawn = figure.rows.length > 0
  return [
    ...lacking('title', written.title),
    ...lacking('lead', written.lead),
    ...lacking('body', written.body?.join('')),
    ...(drawn ? lacking('figure-title', written.figure_title) : []),
    ...figure.rows
      .filter(({ key }) => isBlank(labels[key]))
      .map(({ key }) => ({ part: 'figure-row', row: key }) as const),
    ...lacking('what-next', written.what_next),
  ]
}

/** The languages in which something is still missing. */
export function missingLanguages(summary: Written, languages: readonly string[]): string[] {
  return languages.filter((language) => missingWords(summary, language).length > 0)
}

function lacking<Part extends string>(part: Part, text: string | undefined): { part: Part }[] {
  return isBlank(text) ? [{ part }] : []
}

function isBlank(text: string | undefined): boolean {
  return !text?.trim()
}
