import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { programmesFor } from '#app/domain/staff/permission.ts'
import { type FileProblem, readFormUpload } from '#app/http/form-file.ts'
import { LANGUAGES, languageFor } from '#app/http/language.ts'
import { refusalPage, statusOf } from '#app/http/problem.ts'
import { requireStaff } from '#app/http/session.server.ts'
import { programmeName } from '#app/i18n/programme-name.ts'
import { draftForm } from '#app/services/draft-form.server.ts'
import { importForm } from '#app/services/import-form.server.ts'
import { readForms } from '#app/services/read-forms.server.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { FormUpload } from '#app/ui/form-upload.tsx'
import { Heading, Lead } from '#app/ui/heading.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { StaffNav } from '#app/ui/staff-nav.tsx'
import { useWords } from '#app/ui/use-words.ts'

export const handle: PageHandle = { title: (t) => t('forms:new.title'), area: 'staff' }

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { id, roles } = await requireStaff(request, context, ['editor'])
  const allowed = programmesFor(roles, 'draft')
  const programmes = (await readForms(context.portal, id)).filter(({ programme }) => allowed.includes(programme.id))
  return {
    programmes: programmes.map(({ programme, versions }) => ({
      id: programme.id,
      name: programmeName(programme, languageFor(request)),
      current: versions[0]?.version ?? null,
    })),
  }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { id } = await requireStaff(request, context, ['editor'])
  const { read, field } = await readFormUpload(request)
  const asked = { staffId: id, languages: LANGUAGES }
  const imports = field('intent') === 'import'
  if (imports && !read.ok) return again('form-file-not-accepted', read.problems)

  const decision =
    imports && read.ok
      ? await importForm(context.portal, { ...asked, file: read.file })
      : await draftForm(context.portal, { ...asked, programmeId: field('programme') })
  if (decision.ok) return redirect(`/${languageFor(request)}/staff/forms/${decision.event.after.id}`, 303)
  if (decision.refusal === 'not-allowed') throw refusalPage(decision.refusal)
  return again(decision.refusal)
}

function again(code: string, problems: FileProblem[] = []) {
  return data({ errors: { file: code }, problems }, { status: statusOf(code) })
}

/** A new version of what a programme asks, or its first; or whatever a file says. */
export default function NewFormPage() {
  const { t } = useWords()
  const { programmes } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  return (
    <>
      <StaffNav at="forms" />
      <ErrorSummary errors={refused?.errors} />
      <Heading>{t('forms:new.title')}</Heading>
      <Lead>{t('forms:new.lead')}</Lead>
      {programmes.map(({ id, name, current }) => (
        <form method="post" key={id}>
          <h2>{name}</h2>
          <p>{current === null ? t('forms:new.first') : t('forms:new.next', { version: current })}</p>
          <input type="hidden" name="programme" value={id} />
          <Actions>
            <Button name="intent" value="draft">
              {t('forms:new.begin')}
            </Button>
          </Actions>
        </form>
      ))}
      <h2>{t('forms:new.from-file')}</h2>
      <p>{t('forms:new.from-file-text')}</p>
      <FormUpload problems={refused?.problems}>{t('forms:file.import')}</FormUpload>
    </>
  )
}
