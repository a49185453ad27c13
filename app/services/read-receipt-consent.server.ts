import { findFormFacts } from '#db/queries/forms.server.ts'
import { findStanding } from '#db/queries/standings.server.ts'
import { receiptConsent } from '../domain/fhir/receipt-consent.ts'
import { receiptStatus, stillCounts } from '../domain/fhir/receipt-status.ts'
import type { Portal } from '../portal.server.ts'
import { readReceipt } from './read-receipt.server.ts'
import { readReceiptFile } from './read-receipt-file.server.ts'
import { sealReceipt } from './seal-receipt.server.ts'

/** A receipt of this contributor's own as a sealed FHIR R4 Consent, as it stands now; null where none can be opened. */
export async function readReceiptConsent(portal: Portal, contributorId: string, id: string): Promise<Buffer | null> {
  const receipt = await readReceiptFile(portal, contributorId, id)
  const event = receipt && (await readReceipt(portal, contributorId, id))?.event
  if (!receipt || !event) return null

  const { standing, forms } = await portal.db.as({ subject: contributorId }, async (tx) => ({
    standing: await findStanding(tx, contributorId),
    forms: await findFormFacts(tx),
  }))
  const counts = stillCounts(id, event, { standing, forms, at: portal.clock.now() })
  const { url } = portal.settings
  const resource = receiptConsent(receipt.record, { url, status: receiptStatus(event, counts), counts })
  return sealReceipt(portal, receipt, Buffer.from(`${JSON.stringify(resource, null, 2)}\n`))
}
