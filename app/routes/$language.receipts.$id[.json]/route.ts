import type { LoaderFunctionArgs } from '@remix-run/node'
import { refusalPage } from '#app/http/problem.ts'
import { requireContributor } from '#app/http/session.server.ts'
import { readReceiptRecord } from '#app/services/read-receipt-record.server.ts'

/** The receipt as a file for machines (ISO/IEC TS 27560 through DPV). */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { id } = await requireContributor(request, context)
  const eventId = params.id ?? ''
  const record = await readReceiptRecord(context.portal, id, eventId)
  if (!record) throw refusalPage('page-not-found')
  return Response.json(record, {
    headers: {
      'Cache-Control': 'no-store',
      'Content-Disposition': `attachment; filename="accord-receipt-${record.record_id}.json"`,
    },
  })
}
