import type { LoaderFunctionArgs } from '@remix-run/node'
import { LANGUAGES } from '#app/http/language.ts'
import { refusalPage } from '#app/http/problem.ts'
import { requireStaff } from '#app/http/session.server.ts'
import { exportForm } from '#app/services/export-form.server.ts'

/** A draft or a published version as one file, which the portal reads back byte for byte. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { id } = await requireStaff(request, context, ['editor', 'approver', 'auditor'])
  const exported = await exportForm(context.portal, { staffId: id, formId: params.id ?? '', languages: LANGUAGES })
  if (!exported.ok) throw refusalPage(exported.refusal)
  const { name, text } = exported.event
  return new Response(text, {
    headers: {
      'Cache-Control': 'no-store',
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': `attachment; filename="${name}"`,
    },
  })
}
