import { createHash } from 'node:crypto'
import { findHospitalsOf } from '#db/queries/hospitals-of.server.ts'
import { findProgramme } from '#db/queries/programmes.server.ts'
import type { Actor } from '../domain/consent/events.ts'
import { receiptRecord } from '../domain/consent/receipt-record.ts'
import type { Portal } from '../portal.server.ts'
import { readReceipt } from './read-receipt.server.ts'

/** A receipt of this contributor's own as a record for machines; null where there is none that can be opened. */
export async function readReceiptRecord(portal: Portal, contributorId: string, id: string) {
  const entry = await readReceipt(portal, contributorId, id)
  if (!entry?.event || !entry.snapshot || !entry.hash) return null

  const { programmeId } = entry
  const { programme, hospitals } = await portal.db.as({ subject: contributorId }, async (tx) => ({
    programme: programmeId === null ? null : await findProgramme(tx, programmeId),
    hospitals: await findHospitalsOf(tx, contributorId),
  }))
  const at = `${portal.settings.url}/${entry.snapshot.language}`
  return receiptRecord({
    id: entry.id,
    recordedAt: entry.recordedAt,
    by: entry.by,
    event: entry.event,
    snapshot: entry.snapshot,
    hash: entry.hash,
    principal: receiptNameOf(contributorId),
    entity: entityOf(entry.by, contributorId),
    controllers: programme?.details.controllers ?? [...new Set(hospitals.map(({ name }) => name))],
    contact: programme?.details.data_protection_contact ?? null,
    countries: [...new Set(hospitals.map(({ country }) => country))],
    privacyNotice: `${at}/privacy`,
    withdrawalMethod: `${at}/choices/${withdrawalPlace(entry.event.type, programmeId)}`,
  })
}

/** The id is 122 random bits, so its hash names the person's receipts together and leads nobody back. */
function receiptNameOf(id: string): string {
  return createHash('sha256').update(`receipt\0${id}`).digest('hex')
}

/** Hospitals are named in the open; a representation, as the person is, by a hash that leads nobody back. */
function entityOf({ kind, id }: Actor, contributorId: string): string {
  switch (kind) {
    case 'contributor':
      return receiptNameOf(contributorId)
    case 'representative':
      return receiptNameOf(id)
    case 'organisation':
      return id
    case 'system':
      return 'system'
  }
}

function withdrawalPlace(type: string, programmeId: string | null): string {
  if (programmeId !== null) return `${programmeId}/withdrawal`
  return type.startsWith('objec') ? 'objection' : 'altruism'
}
