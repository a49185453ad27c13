import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { type FileProblem, readFormUpload } from '#app/http/form-file.ts'
import { LANGUAGES, languageFor } from '#app/http/language.ts'
import { refusalPage, statusOf } from '#app/http/problem.ts'
import { requireStaff } from '#app/http/session.server.ts'
import { programmeName } from '#app/i18n/programme-name.ts'
import { replaceForm } from '#app/services/import-form.server.ts'
import { readFormDraft } from '#app/services/read-form-draft.server.ts'
import { Actions, LinkButton } from '#app/ui/button.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { FormUpload } from '#app/ui/form-upload.tsx'
import { Heading, Lead } from '#app/ui/heading.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { StaffNav } from '#app/ui/staff-nav.tsx'
import { useWords } from '#app/ui/use-words.ts'

export const handle: PageHandle = { title: (t) => t('forms:file.title'), area: 'staff' }

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { id } = await requireStaff(request, context, ['editor', 'approver', 'auditor'])
  const found = await readFormDraft(context.portal, { staffId: id, draftId: params.id ?? '' })
  if (!found.ok) throw refusalPage(found.refusal)
  const { draft, programme, may } = found.event
  return {
    id: draft.id,
    version: draft.version,
    revision: draft.revision,
    programme: programmeName(programme, languageFor(request)),
    mayImport: draft.state === 'draft' && may.includes('edit'),
  }
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const { id } = await requireStaff(request, context, ['editor'])
  const { read, field } = await readFormUpload(request)
  const revision = Number(field('revision'))
  if (!read.ok) return again(revision, 'form-file-not-accepted', read.problems)

  const asked = { staffId: id, draftId: params.id ?? '', revision }
  const decision = await replaceForm(context.portal, { ...asked, file: read.file, languages: LANGUAGES })
  if (decision.ok) return redirect(`/${languageFor(request)}/staff/forms/${params.id}?done=import`, 303)
  if (decision.refusal === 'not-allowed' || decision.refusal === 'form-draft-not-found') {
    throw refusalPage(decision.refusal)
  }
  return again(revision, decision.refusal)
}

/** The page again, for the draft as it was sent for: what others wrote since is not written over the second time either. */
function again(revision: number, code: string, problems: FileProblem[] = []) {
  return data({ errors: { file: code }, problems, revision }, { status: statusOf(code) })
}

/** A draft as one file: taken out, and put back in its place. */
export default function FormFilePage() {
  const { t, language } = useWords()
  const { id, version, revision, programme, mayImport } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const here = `/${language}/staff/forms/${id}`
  return (
    <>
      <StaffNav at="forms" />
      <ErrorSummary errors={refused?.errors} />
      <p>
        <a href={here}>{t('forms:back')}</a>
      </p>
      <Heading eyebrow={`${programme} · ${t('forms:version', { version })}`}>{t('forms:file.title')}</Heading>
      <Lead>{t('forms:file.lead')}</Lead>
      <Actions>
        <LinkButton to={`${here}/file.json`}>{t('forms:file.export')}</LinkButton>
      </Actions>
      {mayImport && (
        <>
          <h2>{t('forms:file.replace')}</h2>
          <p>{t('forms:file.replace-text')}</p>
          <FormUpload problems={refused?.problems} revision={refused?.revision ?? revision}>
            {t('forms:file.import')}
          </FormUpload>
        </>
      )}
    </>
  )
}
