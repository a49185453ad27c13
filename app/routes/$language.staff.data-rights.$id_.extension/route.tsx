import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { formAgain, readForm } from '#app/http/form-data.ts'
import { languageFor } from '#app/http/language.ts'
import { refusalPage } from '#app/http/problem.ts'
import { requireStaff } from '#app/http/session.server.ts'
import { ENDONYMS, isLanguage } from '#app/i18n/languages.ts'
import { extendRight } from '#app/services/extend-right.server.ts'
import { readRequestAtDesk } from '#app/services/read-rights-desk.server.ts'
import { Actions, Button, LinkButton } from '#app/ui/button.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Heading, Lead } from '#app/ui/heading.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { StaffNav } from '#app/ui/staff-nav.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { useWords } from '#app/ui/use-words.ts'
import { LONGEST_WORDS } from '../$language.data-rights.$right/schema.ts'
import { extensionSchema } from './schema.ts'

export const handle: PageHandle = { title: (t) => t('extension:title'), area: 'staff' }

export async function loader({ request, params: { id = '' }, context }: LoaderFunctionArgs) {
  const { id: staffId } = await requireStaff(request, context, ['approver', 'operator'])
  const found = await readRequestAtDesk(context.portal, { staffId, requestId: id })
  if (!found.ok) throw refusalPage(found.refusal)
  return { id, spoken: found.event.language, right: found.event.right }
}

export async function action({ request, params: { id = '' }, context }: ActionFunctionArgs) {
  const { id: staffId } = await requireStaff(request, context, ['approver', 'operator'])
  const read = await readForm(request, extensionSchema, { longest: LONGEST_WORDS })
  if (!read.ok) return formAgain(read.errors, read.typed)

  const extended = await extendRight(context.portal, { staffId, requestId: id, reason: read.values.reason })
  if (extended.ok) return redirect(`/${languageFor(request)}/staff/data-rights/${id}`, 303)
  const { refusal } = extended
  if (refusal === 'page-not-found' || refusal === 'not-allowed') throw refusalPage(refusal)
  return formAgain({ form: refusal }, read.typed)
}

/** That the answer takes two months more, and why. */
export default function ExtensionPage() {
  const { t, language } = useWords()
  const { id, spoken, right } = useLoaderData<typeof loader>()
  const again = useActionData<typeof action>()
  const herLanguage = isLanguage(spoken) ? spoken : 'en'
  return (
    <>
      <StaffNav at="data-rights" />
      <ErrorSummary errors={again?.errors} />
      <Heading eyebrow={t(`rights:right.${right}.heading`)}>{t('extension:title')}</Heading>
      <Lead>{t('extension:lead')}</Lead>
      <form method="post" noValidate>
        <TextArea
          name="reason"
          label={t('extension:reason')}
          hint={t('extension:reason-hint', { language: ENDONYMS[herLanguage] })}
          value={again?.typed.reason}
          error={again?.errors.reason}
          lang={herLanguage}
        />
        <Actions>
          <Button>{t('extension:send')}</Button>
          <LinkButton kind="second" to={`/${language}/staff/data-rights/${id}`}>
            {t('extension:leave')}
          </LinkButton>
        </Actions>
      </form>
    </>
  )
}
