import type { ReceiptRecord } from '../consent/receipt-record.ts'
import { receiptContext } from './json-ld-context.ts'
import { SEAL_MARK } from './seal.ts'

/** The record as a JSON-LD file that needs no network to be understood, with a place for its seal at the end. */
export function receiptJsonLd(record: ReceiptRecord, url: string): string {
  const document = {
    '@context': receiptContext(url),
    '@id': `urn:uuid:${record.record_id}`,
    '@type': [record.schema_version],
    ...record,
    seal: SEAL_MARK,
  }
  return `${JSON.stringify(document, null, 2)}\n`
}
