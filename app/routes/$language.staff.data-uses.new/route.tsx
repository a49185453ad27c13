import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { formAgain, readForm } from '#app/http/form-data.ts'
import { languageFor } from '#app/http/language.ts'
import { refusalPage } from '#app/http/problem.ts'
import { requireStaff } from '#app/http/session.server.ts'
import { dataUseLabels } from '#app/i18n/data-use-labels.ts'
import { ENDONYMS, LANGUAGES } from '#app/i18n/languages.ts'
import { programmeName } from '#app/i18n/programme-name.ts'
import { draftDataUse } from '#app/services/draft-data-use.server.ts'
import { readUseDrafting } from '#app/services/read-data-uses.server.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { DataUseFields } from '#app/ui/data-use-fields.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Heading, Lead } from '#app/ui/heading.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { RadioGroup } from '#app/ui/radio-group.tsx'
import { SelectField } from '#app/ui/select-field.tsx'
import { StaffNav } from '#app/ui/staff-nav.tsx'
import { TextField } from '#app/ui/text-field.tsx'
import { useWords } from '#app/ui/use-words.ts'
import { FIELDS, newDataUseSchema, particularsFrom } from './schema.ts'

export const handle: PageHandle = { title: (t) => t('data-uses:new'), area: 'staff' }

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { id } = await requireStaff(request, context, ['editor'])
  const programmes = await readUseDrafting(context.portal, id)
  if (programmes.length === 0) throw refusalPage('not-allowed')
  const language = languageFor(request)
  return { programmes: programmes.map((one) => ({ value: one.id, label: programmeName(one, language) })) }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { id: staffId } = await requireStaff(request, context, ['editor'])
  const read = await readForm(request, newDataUseSchema)
  if (!read.ok) return formAgain(read.errors, read.typed)

  const { programme: programmeId, words: language, title, ...form } = read.values
  const asked = { staffId, programmeId, language, title, particulars: particularsFrom(form) }
  const decision = await draftDataUse(context.portal, asked)
  if (decision.ok) {
    return redirect(`/${languageFor(request)}/staff/data-uses/${decision.event.after.id}?words=${language}`, 303)
  }
  if (decision.refusal === 'not-allowed') throw refusalPage(decision.refusal)
  return formAgain({ [FIELDS[decision.refusal] ?? 'form']: decision.refusal }, read.typed)
}

/** Everything that is asked to be approved, and a title; the words in every language come next. */
export default function NewDataUsePage() {
  const { t, language } = useWords()
  const { programmes } = useLoaderData<typeof loader>()
  const again = useActionData<typeof action>()
  const errors = again?.errors ?? {}
  const [only] = programmes.length === 1 ? programmes : []
  return (
    <>
      <StaffNav at="data-uses" />
      <ErrorSummary
        errors={again?.errors}
        labels={{ programme: t('staff:new.programme'), title: t('staff:edit.title'), ...dataUseLabels(t) }}
      />
      <Heading>{t('data-uses:new')}</Heading>
      <Lead>{t('data-uses:new-lead')}</Lead>
      <form method="post">
        {only ? (
          <input type="hidden" name="programme" value={only.value} />
        ) : (
          <RadioGroup
            name="programme"
            legend={t('staff:new.programme')}
            options={programmes}
            value={again?.typed.programme}
            error={errors.programme}
          />
        )}
        <SelectField
          name="words"
          label={t('staff:new.language')}
          value={again?.typed.words ?? language}
          options={LANGUAGES.map((value) => ({ value, label: ENDONYMS[value] }))}
        />
        <TextField name="title" label={t('staff:edit.title')} value={again?.typed.title} error={errors.title} />
        <DataUseFields values={again?.typed ?? {}} errors={errors} />
        <Actions>
          <Button>{t('staff:new.submit')}</Button>
        </Actions>
      </form>
    </>
  )
}
