import type { Tx } from '#db/client.server.ts'
import { findEnrolmentsAmong } from '#db/queries/enrolments.server.ts'
import { findEnteredPapers } from '#db/queries/import-rows.server.ts'
import type { Form } from '../domain/consent/form.ts'
import type { Day } from '../domain/day.ts'
import {
  type ImportProblem,
  type ImportReading,
  type NumberedRow,
  readImport,
  without,
} from '../domain/import/reading.ts'
import { withPauses } from './with-pauses.server.ts'

export type SentFile = { bytes: Uint8Array; lines: readonly (readonly string[])[] }

/** A reading with the enrolments of this hospital that its good rows name. */
export type MatchedReading = ImportReading & { enrolmentOf: ReadonlyMap<string, string> }

/** Reads a file as it can be taken now: of people whom this hospital enrolled, and no paper a second time. */
export async function importReading(
  tx: Tx,
  { organisationId, form, lines, today }: { organisationId: string; form: Form; lines: SentFile['lines']; today: Day },
  findEnrolled = findEnrolmentsAmong,
): Promise<MatchedReading> {
  const reading = await withPauses(readImport(form, lines, today))
  const pseudonyms = reading.good.map(({ pseudonym }) => pseudonym)
  const enrolled = await findEnrolled(tx, { organisationId, pseudonyms })
  const enrolmentOf = new Map(enrolled.map(({ pseudonym, id }) => [pseudonym, id]))
  const entered = await findEnteredPapers(tx, { formId: form.id, enrolmentIds: [...enrolmentOf.values()] })
  const before = new Set(entered.map(({ enrolmentId, signedOn }) => `${enrolmentId} ${signedOn}`))
  const isEntered = (row: NumberedRow) => before.has(`${enrolmentOf.get(row.pseudonym)} ${row.signedOn}`)
  const matched = without(reading, [
    ...problemsIn(reading, 'pseudonym-not-enrolled', ({ pseudonym }) => !enrolmentOf.has(pseudonym)),
    ...problemsIn(reading, 'imported-before', isEntered),
  ])
  return { ...matched, enrolmentOf }
}

function problemsIn(
  { good }: ImportReading,
  problem: ImportProblem['problem'],
  isBad: (row: NumberedRow) => boolean,
): ImportProblem[] {
  return good.filter(isBad).map(({ row }) => ({ row, column: 'pseudonym', problem }))
}
