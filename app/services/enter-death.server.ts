import { randomUUID } from 'node:crypto'
import { note } from '#db/queries/audit.server.ts'
import { insertDeath } from '#db/queries/deaths.server.ts'
import { findEnrolmentsAmong, lockEnrolment } from '#db/queries/enrolments.server.ts'
import { deathEntry } from '../domain/consent/death.ts'
import { type Day, dayOf } from '../domain/day.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import type { Portal } from '../portal.server.ts'
import { type DeskClerk, holdDesk } from './hold-desk.server.ts'

export type DeathEntryRefusal =
  | 'not-allowed'
  | 'death-day-in-future'
  | 'nobody-by-this-pseudonym'
  | 'death-already-reported'

/** A clerk enters that a person of the hospital has died: nothing follows from it until somebody else confirms it. */
export async function enterDeath(
  { db, clock }: Portal,
  { clerk, pseudonym, diedOn }: { clerk: DeskClerk; pseudonym: string; diedOn: Day },
): Promise<Decision<{ id: string }, DeathEntryRefusal>> {
  const { staffId, organisationId } = clerk
  return db.as({ organisation: organisationId }, async (tx) => {
    if (!(await holdDesk(tx, clerk))) return refused('not-allowed')
    const at = clock.now()
    const entry = deathEntry(diedOn, dayOf(at))
    if (!entry.ok) return entry
    const [found] = await findEnrolmentsAmong(tx, { organisationId, pseudonyms: [pseudonym] })
    const enrolment = found && (await lockEnrolment(tx, found.id))
    if (!enrolment || enrolment.retiredAt) return refused('nobody-by-this-pseudonym')

    const death = { id: randomUUID(), organisationId, enrolmentId: enrolment.id, ...entry.event }
    const isFirst = await insertDeath(tx, { ...death, enteredBy: staffId, enteredAt: at })
    if (!isFirst) return refused('death-already-reported')
    const detail = { organisation: organisationId }
    await note(tx, { actorKind: 'staff', actorId: staffId, action: 'death-entered', detail }, at)
    return recorded({ id: death.id })
  })
}
