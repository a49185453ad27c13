import type { LoaderFunctionArgs } from '@remix-run/node'
import { fileAnswer } from '#app/http/file-answer.ts'
import { refusalPage } from '#app/http/problem.ts'
import { readReceiptConsent } from '#app/services/read-receipt-consent.server.ts'
import { receiptInScope } from '../$language.receipts.$id/receipt-in-scope.server.ts'

/** The receipt as a sealed FHIR R4 Consent. */
export async function loader({ request, params: { id: eventId = '' }, context }: LoaderFunctionArgs) {
  const { contributorId } = await receiptInScope(request, context, eventId)
  const file = await readReceiptConsent(context.portal, contributorId, eventId)
  if (!file) throw refusalPage('page-not-found')
  return fileAnswer(file, { type: 'application/fhir+json', name: `accord-receipt-${eventId}.fhir.json` })
}
