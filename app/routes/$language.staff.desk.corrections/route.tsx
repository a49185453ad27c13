import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData } from '@remix-run/react'
import { formAgain, readForm } from '#app/http/form-data.ts'
import { requireClerk } from '#app/http/session.server.ts'
import { correctAtDesk } from '#app/services/correct-at-desk.server.ts'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Heading, Lead } from '#app/ui/heading.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { StaffNav } from '#app/ui/staff-nav.tsx'
import { useWords } from '#app/ui/use-words.ts'
import { Corrected } from './corrected.tsx'
import { CorrectionForm } from './correction-form.tsx'
import { fieldOf } from './field-of.ts'
import { correctionSchema } from './schema.ts'

export const handle: PageHandle = { title: (t) => t('corrections:title'), area: 'staff' }

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireClerk(request, context)
  return null
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { staffId, organisationId } = await requireClerk(request, context)
  const read = await readForm(request, correctionSchema)
  if (!read.ok) return formAgain(read.errors, read.typed)
  const { correction, number, other = null } = read.values
  const asked = { clerk: { staffId, organisationId }, pseudonym: number, correction, other }
  const decision = await correctAtDesk(context.portal, asked)
  if (!decision.ok) return formAgain({ [fieldOf(decision.refusal)]: decision.refusal }, read.typed)
  return { done: { correction, number: decision.event.enrolment.pseudonym } }
}

/** Where a clerk puts right whose a patient number is; what the person chose is not shown. */
export default function CorrectionsPage() {
  const { t } = useWords()
  const answer = useActionData<typeof action>()
  const again = answer && 'errors' in answer ? answer : undefined
  return (
    <>
      <StaffNav at="desk" />
      <ErrorSummary
        errors={again?.errors}
        labels={{
          correction: t('corrections:what'),
          number: t('corrections:number'),
          other: t('corrections:other'),
        }}
      />
      <Heading>{t('corrections:title')}</Heading>
      {answer && 'done' in answer ? (
        <Corrected {...answer.done} />
      ) : (
        <>
          <Lead>{t('corrections:lead')}</Lead>
          <CorrectionForm typed={again?.typed} errors={again?.errors} />
        </>
      )}
    </>
  )
}
