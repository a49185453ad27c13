import type { LoaderFunctionArgs } from '@remix-run/node'
import { fileAnswer } from '#app/http/file-answer.ts'
import { languageFor } from '#app/http/language.ts'
import { refusalPage } from '#app/http/problem.ts'
import { requireActing } from '#app/http/session.server.ts'
import { translateInto } from '#app/i18n/translate.ts'
import { receiptPdf } from '#app/paper/receipt-pdf.server.ts'
import { readReceipt } from '#app/services/read-receipt.server.ts'
import { readReceiptFile } from '#app/services/read-receipt-file.server.ts'
import { readSubjects } from '#app/services/read-subjects.server.ts'
import { printedSeal, sealReceipt } from '#app/services/seal-receipt.server.ts'
import { printedWords } from './printed-words.ts'

/** The receipt as a sealed PDF, in the language of the page that it was asked from. */
export async function loader({ request, params: { id: eventId = '' }, context }: LoaderFunctionArgs) {
  const { portal, words } = context
  const { contributorId } = await requireActing(request, context, 'see')
  const entry = await readReceipt(portal, contributorId, eventId)
  const receipt = entry && (await readReceiptFile(portal, contributorId, eventId))
  if (!entry?.snapshot || !receipt) throw refusalPage('page-not-found')

  const language = languageFor(request)
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
  return fileAnswer(await sealReceipt(portal, receipt, file), {
    type: 'application/pdf',
    name: `accord-receipt-${eventId}.pdf`,
  })
}
