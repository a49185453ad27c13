import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { dayOf } from '#app/domain/day.ts'
import { askAgainOf } from '#app/http/ask-again.ts'
import { formAgain, readForm } from '#app/http/form-data.ts'
import { languageFor } from '#app/http/language.ts'
import { requireActing } from '#app/http/session.server.ts'
import { programmeName } from '#app/i18n/programme-name.ts'
import { translateInto } from '#app/i18n/translate.ts'
import { keepForNow } from '#app/services/keep-for-now.server.ts'
import { readWhatChanged } from '#app/services/read-what-changed.server.ts'
import { AskAgainChoices } from '#app/ui/ask-again-choices.tsx'
import { Actions, Button, LinkButton } from '#app/ui/button.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Heading } from '#app/ui/heading.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { RecordField } from '#app/ui/record-field.tsx'
import { useWords } from '#app/ui/use-words.ts'
import { keptSnapshot, whatKeepingDoes } from './kept-snapshot.ts'
import { keepingSchema } from './schema.ts'

export const handle: PageHandle = { title: (t) => t('reconsent:keep.title') }

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { programme, consent, asked } = await required(request, params, context)
  const { decidedAt, expiresAt } = consent
  return { programme, kept: { decidedAt, expiresAt }, formId: asked.newer, today: dayOf(context.portal.clock.now()) }
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const { portal, words } = context
  const { contributorId, by, programme, consent } = await required(request, params, context)
  const read = await readForm(request, keepingSchema)
  if (!read.ok) return formAgain(read.errors, read.typed)
  const later = askAgainOf(read.values, dayOf(portal.clock.now()))
  if (!later.ok) return formAgain(later.errors, read.typed)

  const language = languageFor(request)
  const snapshot = keptSnapshot(translateInto(language, words), language, consent, later.day)
  const decision = await keepForNow(portal, {
    contributorId,
    by,
    programmeId: programme.id,
    formId: read.values.form,
    snapshot,
    askAgainOn: later.day,
  })
  if (decision.ok) return redirect(`/${language}/receipts/${decision.event.id}`, 303)
  return redirect(`/${language}/choices/${programme.id}/what-changed`, 303)
}

/** Only who is asked again has something to keep; everybody else is led to where they can see that. */
async function required(
  request: Request,
  { programme = '' }: LoaderFunctionArgs['params'],
  context: LoaderFunctionArgs['context'],
) {
  const { contributorId, by } = await requireActing(request, context, 'answer', { programmeId: programme })
  const changed = await readWhatChanged(context.portal, { contributorId, programmeId: programme })
  if (changed?.asked.change !== 'major') throw redirect(`/${languageFor(request)}/choices`)
  return { contributorId, by, ...changed }
}

/** What keeping my earlier yes means, and when to ask me again. */
export default function LaterPage() {
  const { t, language } = useWords()
  const { programme, kept, formId, today } = useLoaderData<typeof loader>()
  const again = useActionData<typeof action>()
  return (
    <>
      <ErrorSummary errors={again?.errors} />
      <Heading eyebrow={programmeName(programme, language)}>{t('reconsent:keep.title')}</Heading>
      {whatKeepingDoes(t, language, kept).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <form method="post">
        <RecordField />
        <input type="hidden" name="form" value={formId} />
        <AskAgainChoices today={today} typed={again?.typed} errors={again?.errors} />
        <Actions>
          <Button>{t('reconsent:keep.confirm')}</Button>
          <LinkButton kind="second" to={`/${language}/choices/${programme.id}/what-changed`}>
            {t('common:back')}
          </LinkButton>
        </Actions>
      </form>
    </>
  )
}
