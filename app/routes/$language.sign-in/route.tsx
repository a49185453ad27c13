import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { formAgain, readForm } from '#app/http/form-data.ts'
import { languageFor } from '#app/http/language.ts'
import { safePath } from '#app/http/safe-redirect.ts'
import { sessionCookie, sessionSecret } from '#app/http/session.server.ts'
import { openSession } from '#app/services/open-session.server.ts'
import { signIn } from '#app/services/sign-in.server.ts'
import { signOut } from '#app/services/sign-out.server.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { Checkbox } from '#app/ui/checkbox.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Heading, Lead } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { TextField } from '#app/ui/text-field.tsx'
import { Trouble } from './trouble.tsx'

export const handle: PageHandle = { title: (t) => t('sign-in:title') }

const schema = z.object({
  code: z.string('code-needed'),
  pin: z.string('pin-needed'),
  shared: z.literal('yes').optional(),
})

export async function loader({ request, context }: LoaderFunctionArgs) {
  const signedIn = await context.who.contributor()
  if (signedIn) return redirect(placeAfter(request))
  const left = new URL(request.url).searchParams.has('out')
  return { notice: left ? ('signed-out' as const) : sessionSecret(request, 'contributor') ? ('ended' as const) : null }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const read = await readForm(request, schema, { secrets: ['pin'] })
  if (!read.ok) return formAgain(read.errors, read.typed)
  if (!(await context.tries.take(context.address))) return formAgain({ form: 'too-many-tries' }, read.typed)

  const { code, pin, shared } = read.values
  const decision = await signIn(context.portal, { code, pin })
  if (!decision.ok) return formAgain({ form: decision.refusal }, read.typed)

  await context.tries.giveBack(context.address)
  const before = sessionSecret(request, 'contributor')
  if (before) await signOut(context.portal, before)
  const { contributorId } = decision.event
  const secret = await openSession(context.portal, { contributorId }, { sharedDevice: shared === 'yes' })
  return redirect(placeAfter(request), { headers: { 'Set-Cookie': sessionCookie('contributor', secret) } })
}

function placeAfter(request: Request): string {
  return safePath(new URL(request.url).searchParams.get('next'), `/${languageFor(request)}/choices`)
}

export default function SignIn() {
  const { t } = useTranslation('sign-in')
  const { notice } = useLoaderData<typeof loader>()
  const again = useActionData<typeof action>()
  return (
    <>
      <ErrorSummary errors={again?.errors} />
      {notice && !again && (
        <Notice tone="good">
          <p>{t(notice)}</p>
        </Notice>
      )}
      <Heading>{t('title')}</Heading>
      <Lead>{t('lead')}</Lead>
      <form method="post" noValidate>
        <TextField
          name="code"
          label={t('code')}
          hint={t('code-hint')}
          kind="code"
          value={again?.typed.code}
          error={again?.errors.code}
          autoComplete="username"
        />
        <TextField name="pin" label={t('pin')} kind="pin" error={again?.errors.pin} autoComplete="current-password" />
        <Checkbox
          name="shared"
          label={t('shared')}
          meaning={t('shared-meaning')}
          checked={again?.typed.shared === 'yes'}
        />
        <Actions>
          <Button>{t('submit')}</Button>
        </Actions>
      </form>
      <Trouble />
    </>
  )
}
