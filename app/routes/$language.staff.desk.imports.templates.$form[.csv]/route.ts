import type { LoaderFunctionArgs } from '@remix-run/node'
import { columnsOf } from '#app/domain/import/columns.ts'
import { csvAnswer } from '#app/http/csv-answer.ts'
import { refusalPage } from '#app/http/problem.ts'
import { requireClerk } from '#app/http/session.server.ts'
import { readImports } from '#app/services/read-imports.server.ts'

/** The empty file for one form version: the names of its columns. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { forms } = await readImports(context.portal, await requireClerk(request, context))
  const form = forms.find(({ id }) => id === params.form)
  if (!form) throw refusalPage('page-not-found')
  return csvAnswer([columnsOf(form)], `${form.id}.csv`)
}
