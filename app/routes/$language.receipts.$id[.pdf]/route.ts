import type { LoaderFunctionArgs } from '@remix-run/node'
import { fileAnswer } from '#app/http/file-answer.ts'
import { languageFor } from '#app/http/language.ts'
import { refusalPage } from '#app/http/problem.ts'
import { receiptInScope } from '../$language.receipts.$id/receipt-in-scope.server.ts'
import { printedReceipt } from './printed-receipt.server.ts'

/** The receipt as a sealed PDF, in the language of the page that it was asked from. */
export async function loader({ request, params: { id: eventId = '' }, context }: LoaderFunctionArgs) {
  const { contributorId } = await receiptInScope(request, context, eventId)
  const file = await printedReceipt(context, { contributorId, eventId, language: languageFor(request) })
  if (!file) throw refusalPage('page-not-found')
  return fileAnswer(file, { type: 'application/pdf', name: `accord-receipt-${eventId}.pdf` })
}
