import type { LoaderFunctionArgs } from '@remix-run/node'
import { fileAnswer } from '#app/http/file-answer.ts'
import { refusalPage } from '#app/http/problem.ts'
import { readReceiptFile } from '#app/services/read-receipt-file.server.ts'
import { sealReceipt } from '#app/services/seal-receipt.server.ts'
import { receiptInScope } from '../$language.receipts.$id/receipt-in-scope.server.ts'

/** The receipt as a sealed JSON-LD file (ISO/IEC TS 27560 through DPV). */
export async function loader({ request, params: { id = '' }, context }: LoaderFunctionArgs) {
  const { contributorId } = await receiptInScope(request, context, id)
  const receipt = await readReceiptFile(context.portal, contributorId, id)
  if (!receipt) throw refusalPage('page-not-found')
  return fileAnswer(await sealReceipt(context.portal, receipt), {
    type: 'application/ld+json',
    name: `accord-receipt-${receipt.id}.json`,
  })
}
