import type { LoaderFunctionArgs } from '@remix-run/node'
import { csvAnswer } from '#app/http/csv-answer.ts'
import { languageFor } from '#app/http/language.ts'
import { refusalPage } from '#app/http/problem.ts'
import { requireClerk } from '#app/http/session.server.ts'
import { translateInto } from '#app/i18n/translate.ts'
import { readImport } from '#app/services/read-imports.server.ts'

/** Everything that is wrong with a file, row by row, in the clerk's language; of what stands in the rows nothing. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const found = await readImport(context.portal, await requireClerk(request, context), params.id ?? '')
  if (!found) throw refusalPage('import-not-found')
  const t = translateInto(languageFor(request), context.words)
  const header = [t('import:row'), t('import:column'), t('import:problem-heading')]
  const kinds = new Set(found.problems.map(({ problem }) => problem))
  const told = new Map([...kinds].map((problem) => [problem, t(`import:problem.${problem}`)]))
  const lines = found.problems.map(({ row, column, problem }) => [String(row), column ?? '', told.get(problem) ?? ''])
  return csvAnswer([header, ...lines], 'problems.csv')
}
