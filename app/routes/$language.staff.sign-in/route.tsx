import { type ActionFunctionArgs, redirect } from '@remix-run/node'
import { useActionData } from '@remix-run/react'
import { formAgain, readForm } from '#app/http/form-data.ts'
import { languageFor } from '#app/http/language.ts'
import { safePath } from '#app/http/safe-redirect.ts'
import { sessionCookie, sessionSecret } from '#app/http/session.server.ts'
import { openSession } from '#app/services/open-session.server.ts'
import { signInStaff } from '#app/services/sign-in-staff.server.ts'
import { signOut } from '#app/services/sign-out.server.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Heading, Lead } from '#app/ui/heading.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { PasswordField } from '#app/ui/password-field.tsx'
import { TextField } from '#app/ui/text-field.tsx'
import { useWords } from '#app/ui/use-words.ts'
import { signInSchema } from './schema.ts'

export const handle: PageHandle = { title: (t) => t('staff:sign-in.title'), area: 'staff' }

export async function action({ request, context }: ActionFunctionArgs) {
  const { portal, tries, address } = context
  const read = await readForm(request, signInSchema, { secrets: ['password'] })
  if (!read.ok) return formAgain(read.errors, read.typed)
  if (!(await tries.take(address))) return formAgain({ form: 'too-many-tries' }, read.typed)

  const decision = await signInStaff(portal, read.values)
  if (!decision.ok && decision.refusal === 'staff-password-handed-out') {
    return redirect(`/${languageFor(request)}/staff/password`, 303)
  }
  if (!decision.ok) return formAgain({ form: decision.refusal }, read.typed)
  await tries.giveBack(address)

  const before = sessionSecret(request, 'staff')
  if (before) await signOut(portal, before)
  const secret = await openSession(portal, decision.event)
  const next = safePath(new URL(request.url).searchParams.get('next'), `/${languageFor(request)}/staff`)
  return redirect(next, { status: 303, headers: { 'Set-Cookie': sessionCookie('staff', secret) } })
}

/** The way in for people who work for a programme. */
export default function StaffSignInPage() {
  const { t, language } = useWords()
  const again = useActionData<typeof action>()
  return (
    <>
      <ErrorSummary errors={again?.errors} />
      <Heading>{t('staff:sign-in.title')}</Heading>
      <Lead>{t('staff:sign-in.lead')}</Lead>
      <form method="post">
        <TextField
          name="email"
          kind="email"
          label={t('staff:sign-in.email')}
          value={again?.typed.email}
          error={again?.errors.email}
          autoComplete="username"
        />
        <PasswordField name="password" label={t('staff:sign-in.password')} error={again?.errors.password} />
        <Actions>
          <Button>{t('staff:sign-in.submit')}</Button>
        </Actions>
      </form>
      <p>
        <a href={`/${language}/staff/password`}>{t('staff-password:title')}</a>
      </p>
      <p>
        <a href={`/${language}/sign-in`}>{t('staff:sign-in.patients')}</a>
      </p>
    </>
  )
}
