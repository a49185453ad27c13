import { randomBytes, randomUUID } from 'node:crypto'
import { stringify } from 'csv-stringify/sync'
import type { Form } from '#app/domain/consent/form.ts'
import { columnsOf } from '#app/domain/import/columns.ts'
import { readCsvFile } from '#app/http/csv-file.server.ts'
import type { SentFile } from '#app/services/import-reading.server.ts'
import { insertEnrolments } from '#db/queries/enrolments.server.ts'
import type { TestPortal } from '#tests/support/test-portal.ts'

export type Cells = Record<string, string>

/** A file of papers on this form, as a hospital's spreadsheet writes it. */
export function csvOf(form: Form, rows: readonly Cells[]): string {
  const columns = columnsOf(form)
  return stringify([columns, ...rows.map((cells) => columns.map((name) => cells[name] ?? ''))], { delimiter: ';' })
}

/** The same, sent. */
export async function aFileOf(form: Form, rows: readonly Cells[]): Promise<SentFile> {
  const bytes = new TextEncoder().encode(csvOf(form, rows))
  const read = await readCsvFile(bytes)
  if (!read.ok) throw new Error(read.refusal)
  return { bytes, lines: read.lines }
}

/** One person's paper: a yes without companies, unless something else is said. */
export function aPaper(form: Form, pseudonym: string, changes: Cells = {}): Cells {
  const facts = { pseudonym, form_version: form.id, signed_on: '2025-03-01', language: 'en' }
  return { ...facts, 'answer.take-part': 'yes', 'answer.companies': 'no', ...changes }
}

export function aNo(form: Form, pseudonym: string, changes: Cells = {}): Cells {
  return aPaper(form, pseudonym, { 'answer.take-part': 'no', 'answer.companies': '', ...changes })
}

/** So many people whom a hospital enrolled and who never opened their letters. */
export async function enrolled({ owner, portal }: TestPortal, organisationId: string, many: number): Promise<string[]> {
  const pseudonyms = Array.from({ length: many }, () => `p${randomBytes(12).toString('hex')}`)
  const createdAt = portal.clock.now()
  const rows = pseudonyms.map((pseudonym) => ({
    id: randomUUID(),
    organisationId,
    pseudonym,
    language: 'en',
    createdAt,
  }))
  await owner.as('public', async (tx) => {
    for (let from = 0; from < many; from += 1000) await insertEnrolments(tx, rows.slice(from, from + 1000))
  })
  return pseudonyms
}
