import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { formAgain, readForm } from '#app/http/form-data.ts'
import { languageFor } from '#app/http/language.ts'
import { refusalPage } from '#app/http/problem.ts'
import { requireClerk } from '#app/http/session.server.ts'
import { readRegistered } from '#app/services/read-registered.server.ts'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Heading, Lead } from '#app/ui/heading.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { StaffNav } from '#app/ui/staff-nav.tsx'
import { useWords } from '#app/ui/use-words.ts'
import { actAtDesk } from './act-at-desk.server.ts'
import { RegisterForm } from './register-form.tsx'
import { RegisteredList } from './registered-list.tsx'
import { deskSchema } from './schema.ts'

export const handle: PageHandle = { title: (t) => t('representatives:desk.title'), area: 'staff' }

export async function loader({ request, context }: LoaderFunctionArgs) {
  const clerk = await requireClerk(request, context)
  return { registered: await readRegistered(context.portal, clerk, languageFor(request)) }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const clerk = await requireClerk(request, context)
  const read = await readForm(request, deskSchema)
  if (!read.ok) return formAgain(read.errors, read.typed)
  const errors = await actAtDesk(context.portal, clerk, read.values)
  if (errors?.form === 'not-allowed') throw refusalPage('not-allowed')
  if (errors) return formAgain(errors, read.typed)
  return redirect(`/${languageFor(request)}/staff/desk/representatives`, 303)
}

/** A hospital's clerks register who acts for a minor, confirm it for one another, and end what they registered. */
export default function DeskRepresentativesPage() {
  const { t } = useWords()
  const { registered } = useLoaderData<typeof loader>()
  const again = useActionData<typeof action>()
  return (
    <>
      <StaffNav at="desk" />
      <ErrorSummary errors={again?.errors} labels={{ pseudonym: t('corrections:number') }} />
      <Heading>{t('representatives:desk.title')}</Heading>
      <Lead>{t('representatives:desk.lead')}</Lead>
      <p>{t('representatives:desk.check')}</p>
      <p>{t('representatives:desk.second')}</p>
      <RegisterForm errors={again?.errors ?? {}} typed={again?.typed ?? {}} />
      <RegisteredList registered={registered} />
    </>
  )
}
