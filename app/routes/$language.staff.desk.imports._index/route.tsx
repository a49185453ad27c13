import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { readCsvUpload } from '#app/http/csv-upload.server.ts'
import { languageFor } from '#app/http/language.ts'
import { refusalPage, statusOf } from '#app/http/problem.ts'
import { requireClerk } from '#app/http/session.server.ts'
import { checkImport } from '#app/services/check-import.server.ts'
import { readImports } from '#app/services/read-imports.server.ts'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Heading, Lead } from '#app/ui/heading.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { StaffNav } from '#app/ui/staff-nav.tsx'
import { useWords } from '#app/ui/use-words.ts'
import { FileToCheck } from './file-to-check.tsx'
import { FormColumns } from './form-columns.tsx'
import { importForm } from './import-form.ts'
import { SentFiles } from './sent-files.tsx'

export const handle: PageHandle = { title: (t) => t('import:title'), area: 'staff' }

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { imports, forms } = await readImports(context.portal, await requireClerk(request, context))
  return {
    forms: forms.map((form) => importForm(form, languageFor(request))),
    imports: imports.map(({ checkedAt, ...facts }) => ({ ...facts, checkedAt: checkedAt.toISOString() })),
  }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const clerk = await requireClerk(request, context)
  const { bytes, read, field } = await readCsvUpload(request)
  if (bytes.length === 0) return again('field-required')
  if (!read.ok) return again(read.refusal, 'row' in read ? read.row : null)

  const file = { bytes, lines: read.lines }
  const checked = await checkImport(context.portal, { ...clerk, formId: field('form'), file })
  if (checked.ok) return redirect(`/${languageFor(request)}/staff/desk/imports/${checked.event.id}`, 303)
  if (checked.refusal === 'not-allowed') throw refusalPage(checked.refusal)
  return data({ errors: { form: checked.refusal }, row: null }, { status: statusOf(checked.refusal) })
}

function again(code: string, row: number | null = null) {
  return data({ errors: { file: code }, row }, { status: statusOf(code) })
}

/** A hospital's paper consents from a file: the file is looked through first. */
export default function ImportsPage() {
  const { t } = useWords()
  const { forms, imports } = useLoaderData<typeof loader>()
  const again = useActionData<typeof action>()
  const errors: Record<string, string> = again?.errors ?? {}
  return (
    <>
      <StaffNav at="desk" />
      <ErrorSummary errors={errors} />
      <Heading>{t('import:title')}</Heading>
      <Lead>{t('import:lead')}</Lead>
      {forms.length === 0 ? (
        <p>{t('import:no-forms')}</p>
      ) : (
        <FileToCheck forms={forms} error={errors.file} row={again?.row ?? null} />
      )}
      <FormColumns forms={forms} />
      <SentFiles imports={imports} />
    </>
  )
}
