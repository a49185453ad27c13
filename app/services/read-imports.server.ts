import { findForm } from '#db/queries/forms.server.ts'
import { findFormsAtHospital } from '#db/queries/forms-at-hospital.server.ts'
import { countRows, drawWaitingRows, findHinderedRows, type RowCounts } from '#db/queries/import-rows.server.ts'
import { findImport, findImports, type Import } from '#db/queries/imports.server.ts'
import type { Answers, Form } from '../domain/consent/form.ts'
import type { ImportState } from '../domain/import/import.ts'
import type { ImportProblem } from '../domain/import/reading.ts'
import type { RowHindrance } from '../domain/import/row-stage.ts'
import type { Portal } from '../portal.server.ts'
import type { DeskClerk } from './hold-desk.server.ts'

type Facts = Pick<Import, 'id' | 'formId' | 'state' | 'rows' | 'goodRows' | 'checkedAt'>

/** The files that a hospital has sent, and the form versions on which people may have signed. */
export function readImports(
  { db }: Portal,
  { organisationId }: DeskClerk,
): Promise<{ imports: Facts[]; forms: Form[] }> {
  return db.as({ organisation: organisationId }, async (tx) => ({
    imports: await findImports(tx, organisationId),
    forms: await findFormsAtHospital(tx, organisationId),
  }))
}

/** A paper to compare: the one thing that is shown of somebody, to whoever has the paper at hand. */
export type DrawnPaper = { row: number; pseudonym: string; signedOn: string; answers: Answers }

export type ReadImport = {
  id: string
  state: ImportState
  form: Form
  rows: number
  goodRows: number
  problems: ImportProblem[]
  counts: RowCounts
  hindered: { row: number; hindrance: RowHindrance | null }[]
  isOwnWork: boolean
  drawn: DrawnPaper[]
}

/** As many papers as somebody can fetch and compare. */
const DRAWN = 5

/** One file as it stands; whoever did not enter it sees some of its rows, to compare them with their papers. */
export function readImport({ db }: Portal, clerk: DeskClerk, id: string): Promise<ReadImport | null> {
  return db.as({ organisation: clerk.organisationId }, async (tx) => {
    const found = await findImport(tx, id)
    const form = found && (await findForm(tx, found.formId))
    if (!found || !form) return null
    const isOwnWork = found.enteredBy === clerk.staffId
    const looks = found.state === 'entered' && !isOwnWork
    const drawn = looks ? await drawWaitingRows(tx, found.id, DRAWN) : []
    const { state, rows, goodRows, problems } = found
    return {
      ...{ id: found.id, state, form, rows, goodRows, problems, isOwnWork },
      counts: await countRows(tx, found.id),
      hindered: await findHinderedRows(tx, found.id),
      drawn: drawn.map(({ row, pseudonym, signedOn, answers }) => ({
        row,
        pseudonym,
        signedOn,
        answers: answers ?? {},
      })),
    }
  })
}
