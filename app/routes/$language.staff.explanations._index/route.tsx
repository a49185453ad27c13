import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData } from '@remix-run/react'
import { type FieldErrors, formAgain, readForm } from '#app/http/form-data.ts'
import { requireStaff } from '#app/http/session.server.ts'
import { explainToAuditor } from '#app/services/explain-to-auditor.server.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { ExplainedAnswer } from '#app/ui/explained-answer.tsx'
import { Heading, Lead } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { StaffNav } from '#app/ui/staff-nav.tsx'
import { TextField } from '#app/ui/text-field.tsx'
import { useWords } from '#app/ui/use-words.ts'
import { decisionSchema } from './schema.ts'

export const handle: PageHandle = { title: (t) => t('as-of:decision.title'), area: 'staff' }

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireStaff(request, context, ['auditor'])
  return null
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { id: staffId } = await requireStaff(request, context, ['auditor'])
  const read = await readForm(request, decisionSchema)
  if (!read.ok) return formAgain(read.errors, read.typed)
  const { decision: decisionId, pseudonym, known_at: askedKnownAt = null } = read.values
  const asked = { staffId, decisionId, pseudonym, knownAt: askedKnownAt }
  const found = await explainToAuditor(context.portal, asked)
  if (!found.ok) return formAgain({ decision: found.refusal }, read.typed)
  const errors: FieldErrors = {}
  return { errors, typed: read.typed, told: { ...found.event, askedKnownAt } }
}

/** One past decision about one person, asked again by an auditor of its programme. */
export default function DecisionAgainPage() {
  const { t, language } = useWords()
  const again = useActionData<typeof action>()
  return (
    <>
      <StaffNav at="explanations" />
      <ErrorSummary errors={again?.errors} />
      <Heading>{t('as-of:decision.title')}</Heading>
      {again && 'told' in again ? (
        <ExplainedAnswer told={again.told} />
      ) : (
        <>
          <Lead>{t('as-of:decision.lead')}</Lead>
          <p>{t('as-of:one')}</p>
        </>
      )}
      <form method="post">
        <TextField
          name="decision"
          label={t('as-of:decision.number')}
          hint={t('as-of:decision.number-hint')}
          value={again?.typed.decision}
          error={again?.errors.decision}
        />
        <TextField
          name="pseudonym"
          label={t('as-of:pseudonym')}
          hint={t('as-of:pseudonym-hint')}
          value={again?.typed.pseudonym}
          error={again?.errors.pseudonym}
        />
        <TextField
          name="known_at"
          label={t('as-of:known-at')}
          hint={t('as-of:decision.known-at-hint')}
          value={again?.typed.known_at}
          error={again?.errors.known_at}
        />
        <Actions>
          <Button>{t('as-of:ask')}</Button>
        </Actions>
      </form>
      <Notice>
        <p>{t('as-of:noted')}</p>
      </Notice>
      <p className="screen-only">
        <a href={`/${language}/staff/explanations/question`}>{t('as-of:to-question')}</a>
      </p>
    </>
  )
}
