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
  const isEntered = enteredAmong(entered)
  const matched = without(reading, [
    ...problemsIn(reading, 'pseudonym-not-enrolled', ({ pseudonym }) => !enrolmentOf.has(pseudonym)),
    ...problemsIn(reading, 'imported-before', (row) => isEntered(row, enrolmentOf.get(row.pseudonym))),
  ])
  return { ...matched, enrolmentOf }
}

/** A no is another paper than a yes of the same day: what was entered as a yes by mistake keeps no no away. */
function enteredAmong(entered: Awaited<ReturnType<typeof findEnteredPapers>>) {
  const keyOf = (enrolmentId: string | undefined, signedOn: Day) => `${enrolmentId} ${signedOn}`
  const asAny = new Set(entered.map(({ enrolmentId, signedOn }) => keyOf(enrolmentId, signedOn)))
  const noes = entered.filter(({ asYes }) => !asYes)
  const asNo = new Set(noes.map(({ enrolmentId, signedOn }) => keyOf(enrolmentId, signedOn)))
  return ({ outcome, signedOn }: NumberedRow, enrolmentId: string | undefined) =>
    (outcome === 'refusal' ? asNo : asAny).has(keyOf(enrolmentId, signedOn))
}

function problemsIn(
  { good }: ImportReading,
  problem: ImportProblem['problem'],
  isBad: (row: NumberedRow) => boolean,
): ImportProblem[] {
  return good.filter(isBad).map(({ row }) => ({ row, column: 'pseudonym', problem }))
}
