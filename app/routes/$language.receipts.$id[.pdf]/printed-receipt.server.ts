import type { i18n as I18n } from 'i18next'
import type { Language } from '#app/i18n/languages.ts'
import { translateInto } from '#app/i18n/translate.ts'
import { receiptPdf } from '#app/paper/receipt-pdf.server.ts'
import type { Portal } from '#app/portal.server.ts'
import { readReceipt } from '#app/services/read-receipt.server.ts'
import { readReceiptFile } from '#app/services/read-receipt-file.server.ts'
import { readSubjects } from '#app/services/read-subjects.server.ts'
import { printedSeal, sealReceipt } from '#app/services/seal-receipt.server.ts'
import { printedWords } from './printed-words.ts'

type Wanted = { contributorId: string; eventId: string; language: Language }

/** A receipt of this contributor's own as a sealed PDF; null where there is none that can be opened. */
export async function printedReceipt(
  { portal, words }: { portal: Portal; words: I18n },
  { contributorId, eventId, language }: Wanted,
): Promise<Buffer | null> {
  const entry = await readReceipt(portal, contributorId, eventId)
  const receipt = entry && (await readReceiptFile(portal, contributorId, eventId))
  if (!entry?.snapshot || !receipt) return null

  const t = translateInto(language, words)
  const [about = null] = await readSubjects(portal, [entry])
  const { digest, seal } = await printedSeal(portal, receipt)
  const file = await receiptPdf(t, {
    id: eventId,
    language,
    at: entry.recordedAt,
    ...printedWords(t, language, { entry, about }),
    snapshot: entry.snapshot,
    digest,
    address: `${portal.settings.url}/${language}/receipt-seals/${seal}`,
    jsonLd: await sealReceipt(portal, receipt),
  })
  return sealReceipt(portal, receipt, file)
}
