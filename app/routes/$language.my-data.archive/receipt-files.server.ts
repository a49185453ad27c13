import type { ZippedFile } from '#app/paper/zip.server.ts'
import { historyPages } from '#app/services/history-pages.server.ts'
import { readReceiptConsent } from '#app/services/read-receipt-consent.server.ts'
import { readReceiptFile } from '#app/services/read-receipt-file.server.ts'
import { sealReceipt } from '#app/services/seal-receipt.server.ts'
import { printedReceipt } from '../$language.receipts.$id[.pdf]/printed-receipt.server.ts'
import type { ForWhom, Handing } from './archive-files.server.ts'

/** A ZIP archive without its later extensions holds 65,535 files (APPNOTE 4.4.1.4); each receipt is three. */
const MOST_RECEIPTS = 21_000

/** Every receipt of hers in its three forms, newest first, each made when its turn has come. */
export async function* receiptFiles(
  handing: Handing,
  { contributorId, language }: ForWhom,
): AsyncGenerator<ZippedFile> {
  let made = 0
  for await (const entries of historyPages(handing.portal, contributorId)) {
    for (const { id: eventId, sequence, snapshot } of entries) {
      if (!snapshot || made >= MOST_RECEIPTS) continue
      made += 1
      yield* formsOf(handing, { contributorId, eventId, language }, `receipts/${String(sequence).padStart(4, '0')}`)
    }
  }
}

async function* formsOf(
  { portal, words }: Handing,
  wanted: ForWhom & { eventId: string },
  name: string,
): AsyncGenerator<ZippedFile> {
  const { contributorId, eventId } = wanted
  const record = await readReceiptFile(portal, contributorId, eventId)
  const forms: [string, Buffer | null][] = [
    ['pdf', await printedReceipt({ portal, words }, wanted)],
    ['json', record && (await sealReceipt(portal, record))],
    ['fhir.json', await readReceiptConsent(portal, contributorId, eventId)],
  ]
  for (const [form, file] of forms) if (file) yield { name: `${name}.${form}`, pieces: [file] }
}
