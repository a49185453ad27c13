import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { sectionsOf } from '#app/domain/form/form-draft.ts'
import { needsPasswordAgain } from '#app/domain/staff/step-up.ts'
import { formAgain, readForm } from '#app/http/form-data.ts'
import { languageFor } from '#app/http/language.ts'
import { refusalPage } from '#app/http/problem.ts'
import { requireStaff } from '#app/http/session.server.ts'
import { readFormDraft } from '#app/services/read-form-draft.server.ts'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { StaffNav } from '#app/ui/staff-nav.tsx'
import { carryOut } from './carry-out.server.ts'
import { draftDesk } from './desk.server.ts'
import { DraftPage } from './draft-page.tsx'
import { publishedDesk } from './published-desk.server.ts'
import { PublishedPage } from './published-page.tsx'
import { draftSchema, LONGEST_TEXT } from './schema.ts'
import { wordsGroups } from './words-fields.ts'

export const handle: PageHandle<Awaited<ReturnType<typeof loader>>> = {
  title: (t, data) => `${t('forms:version', { version: data?.version ?? '' })} · ${data?.programme ?? ''}`,
  area: 'staff',
}

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { id, authenticatedAt } = await requireStaff(request, context, ['editor', 'approver', 'auditor'])
  const { portal } = context
  const [language, asked] = [languageFor(request), params.id ?? '']
  const found = await readFormDraft(portal, { staffId: id, draftId: asked })
  if (found.ok) {
    const needsPassword = needsPasswordAgain(authenticatedAt, portal.clock.now())
    return { ...draftDesk(found.event, new URL(request.url), language), needsPassword }
  }
  const published = await publishedDesk(portal, { staffId: id, formId: asked }, language)
  if (!published) throw refusalPage(found.refusal)
  return published
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const { id, authenticatedAt } = await requireStaff(request, context, ['editor', 'approver'])
  const draftId = params.id ?? ''
  const found = await readFormDraft(context.portal, { staffId: id, draftId })
  if (!found.ok) throw refusalPage(found.refusal)

  const { draft } = found.event
  const worded = { ...draft, sections: sectionsOf(draft.words) }
  const schema = draftSchema(wordsGroups(undefined, worded, draft.follows))
  const read = await readForm(request, schema, { longest: LONGEST_TEXT, secrets: ['password'] })
  if (!read.ok) return formAgain(read.errors, read.typed)

  const sent = read.values
  const asked = { staffId: id, draftId, revision: Number(sent.revision) }
  const decision = await carryOut(context.portal, { sent, worded, asked, authenticatedAt })
  if (decision?.ok)
    return redirect(`/${languageFor(request)}/staff/forms${placeAfter(decision.event, request, sent.intent)}`, 303)

  const refusal = decision?.refusal ?? 'form-not-readable'
  if (refusal === 'not-allowed' || refusal === 'form-draft-not-found') throw refusalPage(refusal)
  return formAgain({ [FIELDS[refusal] ?? 'form']: refusal }, read.typed)
}

/** The same languages as before; what is published has an address of its own from then on, what is discarded none. */
function placeAfter(
  event: { after: { id: string } } | { form: { id: string } },
  request: Request,
  intent: string,
): string {
  if (intent === 'discard') return '?done=discard'
  const search = new URL(request.url).searchParams
  search.set('done', intent)
  return `/${'form' in event ? event.form.id : event.after.id}?${search}`
}

/** The field that a refusal leads to; the others are about the whole form. */
const FIELDS: Record<string, string> = {
  'password-needed': 'password',
  'password-not-matched': 'password',
  'form-version-taken': 'version',
  'form-change-not-declared': 'change',
  'form-change-is-major': 'change',
}

/** One form on the desk: a draft to write on, or a version as it was published. */
export default function FormPage() {
  const desk = useLoaderData<typeof loader>()
  const again = useActionData<typeof action>()
  return (
    <>
      <StaffNav at="forms" />
      {desk.kind === 'draft' ? <DraftPage desk={desk} again={again} /> : <PublishedPage desk={desk} />}
    </>
  )
}
