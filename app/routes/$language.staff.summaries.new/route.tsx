import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { formAgain, readForm } from '#app/http/form-data.ts'
import { languageFor } from '#app/http/language.ts'
import { refusalPage } from '#app/http/problem.ts'
import { requireStaff } from '#app/http/session.server.ts'
import { ENDONYMS, LANGUAGES } from '#app/i18n/languages.ts'
import { programmeName } from '#app/i18n/programme-name.ts'
import { wordsIn } from '#app/i18n/words-in.ts'
import { draftSummary } from '#app/services/draft-summary.server.ts'
import { readDrafting } from '#app/services/read-summaries.server.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { CheckboxGroup } from '#app/ui/checkbox-group.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Heading, Lead } from '#app/ui/heading.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { RadioGroup } from '#app/ui/radio-group.tsx'
import { SelectField } from '#app/ui/select-field.tsx'
import { StaffNav } from '#app/ui/staff-nav.tsx'
import { TextField } from '#app/ui/text-field.tsx'
import { useWords } from '#app/ui/use-words.ts'
import { newSummarySchema } from './schema.ts'

export const handle: PageHandle = { title: (t) => t('staff:new.title'), area: 'staff' }

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { id } = await requireStaff(request, context, ['editor'])
  const language = languageFor(request)
  const drafting = await readDrafting(context.portal, id)
  if (drafting.length === 0) throw refusalPage('not-allowed')
  return {
    programmes: drafting.map(({ programme }) => ({ value: programme.id, label: programmeName(programme, language) })),
    dataUses: drafting.flatMap(({ dataUses }) =>
      dataUses.map(({ id, organisation, words }) => ({
        value: id,
        label: wordsIn(words, language)?.[0].title ?? id,
        meaning: organisation,
      })),
    ),
  }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { id } = await requireStaff(request, context, ['editor'])
  const read = await readForm(request, newSummarySchema)
  if (!read.ok) return formAgain(read.errors, read.typed)

  const { programme, title, words, data_use } = read.values
  const language = words ?? languageFor(request)
  const decision = await draftSummary(context.portal, {
    staffId: id,
    programmeId: programme,
    language,
    title,
    dataUseIds: data_use,
  })
  if (decision.ok)
    return redirect(`/${languageFor(request)}/staff/summaries/${decision.event.after.id}?words=${language}`, 303)
  if (decision.refusal === 'not-allowed') throw refusalPage(decision.refusal)
  return formAgain({ data_use: decision.refusal }, read.typed)
}

/** A title, a programme, the data uses: enough to begin. */
export default function NewSummaryPage() {
  const { t, language } = useWords()
  const { programmes, dataUses } = useLoaderData<typeof loader>()
  const again = useActionData<typeof action>()
  const [only] = programmes.length === 1 ? programmes : []
  return (
    <>
      <StaffNav at="summaries" />
      <ErrorSummary errors={again?.errors} />
      <Heading>{t('staff:new.title')}</Heading>
      <Lead>{t('staff:new.lead')}</Lead>
      <form method="post">
        {only ? (
          <input type="hidden" name="programme" value={only.value} />
        ) : (
          <RadioGroup
            name="programme"
            legend={t('staff:new.programme')}
            options={programmes}
            value={again?.typed.programme}
            error={again?.errors.programme}
          />
        )}
        <SelectField
          name="words"
          label={t('staff:new.language')}
          value={again?.typed.words ?? language}
          options={LANGUAGES.map((value) => ({ value, label: ENDONYMS[value] }))}
        />
        <TextField
          name="title"
          label={t('staff:new.title-field')}
          hint={t('staff:new.title-hint')}
          value={again?.typed.title}
          error={again?.errors.title}
        />
        <CheckboxGroup
          name="data_use"
          legend={t('staff:new.data-uses')}
          options={dataUses}
          checked={again?.typed.data_use?.split(' ') ?? []}
          error={again?.errors.data_use}
        />
        <Actions>
          <Button>{t('staff:new.submit')}</Button>
        </Actions>
      </form>
    </>
  )
}
