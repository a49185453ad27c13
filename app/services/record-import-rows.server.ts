import type { Tx } from '#db/client.server.ts'
import { lockContributors } from '#db/queries/contributors.server.ts'
import type { AddressedRow, Progress } from '#db/queries/import-rows.server.ts'
import { findStanding, findStandings } from '#db/queries/standings.server.ts'
import type { Form } from '../domain/consent/form.ts'
import { NOTHING_RECORDED } from '../domain/consent/standing.ts'
import { nextStage } from '../domain/import/next-stage.ts'
import type { RowHindrance, RowStage } from '../domain/import/row-stage.ts'
import { datedBack } from '../domain/paper/dated-back.ts'
import type { Portal } from '../portal.server.ts'
import { holdRecord } from './hold-record.server.ts'
import { openRecords } from './open-records.server.ts'
import { recordConsentEvent } from './record-consent-event.server.ts'

type Circumstances = { organisationId: string; form: Form; enteredBy: string; decidedBy: string }

/**
 * Takes some rows of an import a stage further, in the caller's transaction; says how far each of them is then. A row whose
 * person got a record or another pseudonym meanwhile is not among them: the next round finds her as she is.
 */
export async function recordImportRows(
  portal: Portal,
  tx: Tx,
  rows: readonly AddressedRow[],
  about: Circumstances,
): Promise<Progress[]> {
  const strays = rows.flatMap((row) => (row.retiredAt ? [hindered(row, 'not-enrolled')] : []))
  const silent = await recordNothing(portal, tx, without(rows, strays), about)
  const told = without(rows, [...strays, ...silent])
  const known = told.filter(({ contributorId }) => contributorId !== null)
  await lockContributors(
    tx,
    known.flatMap(({ contributorId }) => contributorId ?? []),
  )
  const progress = [...strays, ...silent]
  for (const row of known) progress.push(...(await recordOne(portal, tx, row, about)))
  return [...progress, ...(await recordFirsts(portal, tx, told, about))]
}

/** New rows that put nothing into a record now, which is most of the yeses: for them nobody is locked. */
async function recordNothing(
  portal: Portal,
  tx: Tx,
  rows: readonly AddressedRow[],
  about: Circumstances,
): Promise<Progress[]> {
  const entered = rows.filter(({ stage }) => stage === 'new')
  const standings = await findStandings(
    tx,
    entered.flatMap(({ contributorId }) => contributorId ?? []),
  )
  return entered.flatMap((row) => {
    const standing = standings.get(row.contributorId ?? '') ?? NOTHING_RECORDED
    const next = nextStage(standing, row, { ...about, at: portal.clock.now() })
    if (!next.ok) return [hindered(row, next.refusal)]
    return next.event.event ? [] : [advanced(row, next.event.stage, null)]
  })
}

/** Those of people of whom there is no record yet, all at once: most people of such a file. */
async function recordFirsts(
  portal: Portal,
  tx: Tx,
  rows: readonly AddressedRow[],
  about: Circumstances,
): Promise<Progress[]> {
  const nobodys = rows.filter(({ contributorId }) => contributorId === null)
  const decided = nobodys.map((row) => {
    return { row, next: nextStage(NOTHING_RECORDED, row, { ...about, at: portal.clock.now() }) }
  })
  const settled = decided.flatMap(({ row, next }) => {
    if (!next.ok) return [hindered(row, next.refusal)]
    return next.event.event ? [] : [advanced(row, next.event.stage, null)]
  })
  const firsts = decided.flatMap(({ row, next }) =>
    next.ok && next.event.event ? [{ row, event: next.event.event, stage: next.event.stage }] : [],
  )
  const papers = firsts.map(({ row, event }) => ({ ...row, event }))
  const opened = await openRecords(portal, tx, { organisationId: about.organisationId, papers })
  const recorded = firsts.flatMap(({ row, stage }) => {
    const eventId = opened.get(row.enrolmentId)
    return eventId ? [advanced(row, stage, eventId)] : []
  })
  return [...settled, ...recorded]
}

function without(rows: readonly AddressedRow[], done: readonly Progress[]): AddressedRow[] {
  const places = new Set(done.map(({ row }) => row))
  return rows.filter(({ row }) => !places.has(row))
}

async function recordOne(portal: Portal, tx: Tx, row: AddressedRow, about: Circumstances): Promise<Progress[]> {
  const held = await holdRecord(portal, tx, row)
  if (!held) return []
  const { contributor } = held
  if (contributor.closedAt) return [hindered(row, 'own-choice-stands')]
  const next = nextStage(await findStanding(tx, contributor.id), row, { ...about, at: portal.clock.now() })
  if (!next.ok) return [hindered(row, next.refusal)]

  const { event, stage } = next.event
  if (!event) return [advanced(row, stage, null)]
  // Nobody permits anything for the dead.
  if (contributor.diedOn && 'choices' in event) return [hindered(row, 'own-choice-stands')]
  const by = { kind: 'organisation', id: row.organisationId, how: 'paper' } as const
  const { id } = await recordConsentEvent(portal, tx, contributor, event, by, datedBack(event, row.signedOn))
  return [advanced(row, stage, id)]
}

function advanced(row: AddressedRow, stage: RowStage, eventId: string | null): Progress {
  return row.stage === 'new' ? { ...row, stage, boundEventId: eventId } : { ...row, stage, permitEventId: eventId }
}

function hindered(row: AddressedRow, hindrance: RowHindrance): Progress {
  return { ...row, stage: 'settled', hindrance }
}
