import { type ActionFunctionArgs, redirect } from '@remix-run/node'
import { useActionData } from '@remix-run/react'
import { SHORTEST_PASSWORD } from '#app/domain/staff/password.ts'
import { formAgain, readForm } from '#app/http/form-data.ts'
import { languageFor } from '#app/http/language.ts'
import { sessionCookie } from '#app/http/session.server.ts'
import { changePassword } from '#app/services/change-password.server.ts'
import { openSession } from '#app/services/open-session.server.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Heading, Lead } from '#app/ui/heading.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { PasswordField } from '#app/ui/password-field.tsx'
import { TextField } from '#app/ui/text-field.tsx'
import { useWords } from '#app/ui/use-words.ts'
import { passwordSchema } from './schema.ts'

export const handle: PageHandle = { title: (t) => t('staff-password:title'), area: 'staff' }

/** The field that a refusal is about; where it is about no one field, the form. */
const FIELD_OF: Record<string, string> = {
  'password-too-short': 'wanted',
  'password-too-easy': 'wanted',
  'password-not-new': 'wanted',
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { portal, tries, address } = context
  const read = await readForm(request, passwordSchema, { secrets: ['password', 'wanted', 'again'] })
  if (!read.ok) return formAgain(read.errors, read.typed)
  const { email, password: current, wanted, again } = read.values
  if (wanted !== again) return formAgain({ again: 'passwords-differ' }, read.typed)
  if (!(await tries.take(address))) return formAgain({ form: 'too-many-tries' }, read.typed)

  const decision = await changePassword(portal, { email, current, wanted })
  if (!decision.ok) return formAgain({ [FIELD_OF[decision.refusal] ?? 'form']: decision.refusal }, read.typed)
  await tries.giveBack(address)

  const secret = await openSession(portal, decision.event)
  const headers = { 'Set-Cookie': sessionCookie('staff', secret) }
  return redirect(`/${languageFor(request)}/staff`, { status: 303, headers })
}

/** Where people who work for a programme or a hospital choose a password that nobody else knows. */
export default function StaffPasswordPage() {
  const { t, language } = useWords()
  const again = useActionData<typeof action>()
  return (
    <>
      <ErrorSummary errors={again?.errors} />
      <Heading>{t('staff-password:title')}</Heading>
      <Lead>{t('staff-password:lead')}</Lead>
      <form method="post">
        <TextField
          name="email"
          kind="email"
          label={t('staff:sign-in.email')}
          value={again?.typed.email}
          error={again?.errors.email}
          autoComplete="username"
        />
        <PasswordField name="password" label={t('staff-password:current')} error={again?.errors.password} />
        <PasswordField
          name="wanted"
          label={t('staff-password:wanted')}
          hint={t('staff-password:hint', { shortest: SHORTEST_PASSWORD })}
          error={again?.errors.wanted}
          autoComplete="new-password"
        />
        <PasswordField
          name="again"
          label={t('staff-password:again')}
          error={again?.errors.again}
          autoComplete="new-password"
        />
        <Actions>
          <Button>{t('staff-password:submit')}</Button>
        </Actions>
      </form>
      <p>
        <a href={`/${language}/staff/sign-in`}>{t('staff:sign-in.title')}</a>
      </p>
    </>
  )
}
