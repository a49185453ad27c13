import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { PATHS_TO_DOCTOR, PATHS_TO_PERSON } from '#app/domain/consent/finding-path.ts'
import { formAgain, readForm } from '#app/http/form-data.ts'
import { languageFor } from '#app/http/language.ts'
import { refusalPage } from '#app/http/problem.ts'
import { requireClerk } from '#app/http/session.server.ts'
import { readOwnFindingPath } from '#app/services/read-finding-paths.server.ts'
import { sayFindingPath } from '#app/services/say-finding-path.server.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Heading, Lead } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { RadioGroup } from '#app/ui/radio-group.tsx'
import { StaffNav } from '#app/ui/staff-nav.tsx'
import { useWords } from '#app/ui/use-words.ts'

export const handle: PageHandle = { title: (t) => t('finding-paths:title'), area: 'staff' }

const schema = z.object({
  to_person: z.enum(PATHS_TO_PERSON, 'answer-required'),
  to_doctor: z.enum(PATHS_TO_DOCTOR, 'answer-required'),
})

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { organisationId } = await requireClerk(request, context)
  const saved = new URL(request.url).searchParams.has('saved')
  return { path: await readOwnFindingPath(context.portal, organisationId), saved }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const clerk = await requireClerk(request, context)
  const read = await readForm(request, schema)
  if (!read.ok) return formAgain(read.errors, read.typed)
  const { to_person: toPerson, to_doctor: toDoctor } = read.values
  const decision = await sayFindingPath(context.portal, { clerk, path: { toPerson, toDoctor } })
  if (!decision.ok) throw refusalPage(decision.refusal)
  return redirect(`/${languageFor(request)}/staff/desk/findings?saved`, 303)
}

/** A hospital says how it would tell a person, or her doctor, of what research finds by chance. */
export default function FindingsPage() {
  const { t } = useWords()
  const { path, saved } = useLoaderData<typeof loader>()
  const again = useActionData<typeof action>()
  return (
    <>
      <StaffNav at="desk" />
      <ErrorSummary
        errors={again?.errors}
        labels={{ to_person: t('finding-paths:person'), to_doctor: t('finding-paths:doctor') }}
      />
      {saved && !again && (
        <Notice tone="good">
          <p>{t('finding-paths:saved')}</p>
        </Notice>
      )}
      <Heading>{t('finding-paths:title')}</Heading>
      <Lead>{t('finding-paths:lead')}</Lead>
      <p>{t('finding-paths:shown')}</p>
      <form method="post">
        <RadioGroup
          name="to_person"
          legend={t('finding-paths:person')}
          options={PATHS_TO_PERSON.map((value) => ({ value, label: t(`finding-paths:to-person.${value}`) }))}
          value={again?.typed.to_person ?? path?.toPerson}
          error={again?.errors.to_person}
        />
        <RadioGroup
          name="to_doctor"
          legend={t('finding-paths:doctor')}
          options={PATHS_TO_DOCTOR.map((value) => ({ value, label: t(`finding-paths:to-doctor.${value}`) }))}
          value={again?.typed.to_doctor ?? path?.toDoctor}
          error={again?.errors.to_doctor}
        />
        <Actions>
          <Button>{t('finding-paths:save')}</Button>
        </Actions>
      </form>
    </>
  )
}
