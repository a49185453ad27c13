import type { ReceiptRecord } from '../domain/consent/receipt-record.ts'
import { receiptJsonLd } from '../domain/receipt/json-ld.ts'
import type { Portal } from '../portal.server.ts'
import { readReceiptRecord } from './read-receipt-record.server.ts'
import type { UnsealedReceipt } from './seal-receipt.server.ts'

/** A receipt of this contributor's own, as all its forms are made from it; null where there is none that can be opened. */
export async function readReceiptFile(
  portal: Portal,
  contributorId: string,
  id: string,
): Promise<(UnsealedReceipt & { record: ReceiptRecord }) | null> {
  const record = await readReceiptRecord(portal, contributorId, id)
  return record && { id, record, jsonLd: Buffer.from(receiptJsonLd(record, portal.settings.url)) }
}
