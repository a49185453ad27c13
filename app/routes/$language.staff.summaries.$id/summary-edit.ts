import type { SummaryEdit } from '#app/domain/impact/publication.ts'
import { sentRows } from './figure-rows.ts'
import type { SummaryForm } from './schema.ts'

type ReadEdit = { ok: true; edit: SummaryEdit } | { ok: false; errors: Record<string, string> }

/** What the form says of the words in `language`; paragraphs are parted by an empty line. */
export function summaryEdit(form: SummaryForm, language: string): ReadEdit {
  const read = sentRows(form)
  if (!read.ok) return read
  return {
    ok: true,
    edit: {
      language,
      dataUseIds: form.data_use,
      figure: { kind: 'bars', unit_key: form.unit ?? 'people', rows: read.rows },
      words: {
        title: form.title ?? '',
        lead: form.lead ?? '',
        body: paragraphs(form.body ?? ''),
        figure_title: form.figure_title ?? '',
        figure_rows: read.labels,
        what_next: form.what_next ?? '',
      },
    },
  }
}

function paragraphs(text: string): string[] {
  return text
    .split(/\r?\n\s*\r?\n/)
    .map((paragraph) => paragraph.replace(/\s*\r?\n\s*/g, ' ').trim())
    .filter(Boolean)
}
