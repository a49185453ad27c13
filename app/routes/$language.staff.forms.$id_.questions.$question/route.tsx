import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { formAgain, readForm } from '#app/http/form-data.ts'
import { LANGUAGES, languageFor } from '#app/http/language.ts'
import { refusalPage } from '#app/http/problem.ts'
import { requireStaff } from '#app/http/session.server.ts'
import { programmeName } from '#app/i18n/programme-name.ts'
import { editFormStructure } from '#app/services/edit-form-structure.server.ts'
import { readFormDraft } from '#app/services/read-form-draft.server.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { ChangedMeanwhile } from '#app/ui/changed-meanwhile.tsx'
import { Details } from '#app/ui/details.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Heading, Lead } from '#app/ui/heading.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { SelectField } from '#app/ui/select-field.tsx'
import { StaffNav } from '#app/ui/staff-nav.tsx'
import { TextField } from '#app/ui/text-field.tsx'
import { useWords } from '#app/ui/use-words.ts'
import { OptionFields } from './option-fields.tsx'
import { MOST_OPTIONS, questionSchema } from './schema.ts'
import { questionsWith } from './sent-question.ts'

export const handle: PageHandle = { title: (t) => t('forms:question.title'), area: 'staff' }

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { id } = await requireStaff(request, context, ['editor'])
  const found = await readFormDraft(context.portal, { staffId: id, draftId: params.id ?? '' })
  if (!found.ok) throw refusalPage(found.refusal)

  const { draft, programme } = found.event
  const place = draft.questions.findIndex((one) => one.id === params.question)
  if (place === -1 && params.question !== 'new') throw refusalPage('page-not-found')
  return {
    id: draft.id,
    revision: draft.revision,
    version: draft.version,
    programme: programmeName(programme, languageFor(request)),
    question: draft.questions[place] ?? null,
    place: place === -1 ? draft.questions.length + 1 : place + 1,
    places: draft.questions.length + (place === -1 ? 1 : 0),
  }
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const { id } = await requireStaff(request, context, ['editor'])
  const draftId = params.id ?? ''
  const found = await readFormDraft(context.portal, { staffId: id, draftId })
  if (!found.ok) throw refusalPage(found.refusal)
  const read = await readForm(request, questionSchema)
  if (!read.ok) return formAgain(read.errors, read.typed)

  const questions = questionsWith(found.event.draft.questions, params.question ?? '', read.values)
  const asked = { staffId: id, draftId, revision: Number(read.values.revision) }
  const decision = await editFormStructure(context.portal, { ...asked, languages: LANGUAGES, structure: { questions } })
  if (decision.ok) return redirect(`/${languageFor(request)}/staff/forms/${draftId}?done=questions`, 303)
  if (decision.refusal === 'not-allowed' || decision.refusal === 'form-draft-not-found') {
    throw refusalPage(decision.refusal)
  }
  return formAgain({ form: decision.refusal }, read.typed)
}

/** One question of a draft: its name, its place, its answers and what each gives. */
export default function QuestionPage() {
  const { t, language } = useWords()
  const { id, revision, version, programme, question, place, places } = useLoaderData<typeof loader>()
  const again = useActionData<typeof action>()
  const shown = Math.min((question?.options.length ?? 1) + 1, MOST_OPTIONS)
  const isChanged = again !== undefined && again.typed.revision !== String(revision)
  const filled = (name: string, stored: string) => ({
    name,
    value: again ? (again.typed[name] ?? '') : stored,
    error: again?.errors[name],
  })
  return (
    <>
      <StaffNav at="forms" />
      <ErrorSummary errors={again?.errors} />
      <p>
        <a href={`/${language}/staff/forms/${id}`}>{t('forms:back')}</a>
      </p>
      <Heading eyebrow={[programme, t('forms:version', { version }), question?.id].filter(Boolean).join(' · ')}>
        {t('forms:question.title')}
      </Heading>
      <Lead>{t('forms:question.lead')}</Lead>
      <form method="post">
        {isChanged && <ChangedMeanwhile href={`/${language}/staff/forms/${id}`} />}
        <input type="hidden" name="revision" value={again?.typed.revision ?? revision} />
        {question ? (
          <input type="hidden" name="name" value={question.id} />
        ) : (
          <TextField {...filled('name', '')} kind="short" label={t('forms:question.name')} />
        )}
        <SelectField
          {...filled('place', String(place))}
          label={t('forms:question.place')}
          options={Array.from({ length: places }, (_, at) => ({ value: String(at + 1), label: String(at + 1) }))}
        />
        <SelectField
          {...filled('several', question?.several ? 'as-many' : 'one')}
          label={t('forms:question.several')}
          options={[
            { value: 'one', label: t('forms:question.one') },
            { value: 'as-many', label: t('forms:question.as-many') },
          ]}
        />
        {Array.from({ length: shown }, (_, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is drawn once, on the server
          <OptionFields key={at} number={at + 1} option={question?.options[at]} filled={filled} />
        ))}
        <Actions>
          <Button name="intent" value="save">
            {t('forms:question.save')}
          </Button>
        </Actions>
        {question && (
          <Details summary={t('forms:question.remove')}>
            <p>{t('forms:question.remove-text')}</p>
            <Button name="intent" value="remove" kind="second">
              {t('forms:question.remove-confirm')}
            </Button>
          </Details>
        )}
      </form>
    </>
  )
}
