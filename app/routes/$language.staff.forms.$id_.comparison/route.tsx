import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { languageFor } from '#app/http/language.ts'
import { refusalPage } from '#app/http/problem.ts'
import { requireStaff } from '#app/http/session.server.ts'
import { ENDONYMS, FALLBACK_LANGUAGE, isLanguage, LANGUAGES } from '#app/i18n/languages.ts'
import { programmeName } from '#app/i18n/programme-name.ts'
import { compareFormVersions } from '#app/services/compare-form-versions.server.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { ComparedForms } from '#app/ui/compared-forms.tsx'
import { Heading, Lead } from '#app/ui/heading.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { SelectField } from '#app/ui/select-field.tsx'
import { StaffNav } from '#app/ui/staff-nav.tsx'
import { useWords } from '#app/ui/use-words.ts'
import { WhatFollows } from './what-follows.tsx'

export const handle: PageHandle = { title: (t) => t('comparison:staff.title'), area: 'staff' }

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { id } = await requireStaff(request, context, ['editor', 'approver', 'auditor'])
  const language = languageFor(request)
  const asked = new URL(request.url).searchParams.get('in') ?? undefined
  const reading = isLanguage(asked) ? asked : language
  const languages = [reading, FALLBACK_LANGUAGE]
  const found = await compareFormVersions(context.portal, { staffId: id, formId: params.id ?? '', languages })
  if (!found.ok) throw refusalPage(found.refusal)

  const { programme, after, before, comparison, consequence } = found.event
  return {
    id: after.id,
    programme: programmeName(programme, language),
    versions: { after: after.version, before: before?.version ?? null },
    reading,
    comparison,
    consequence,
  }
}

export type ComparedDesk = Awaited<ReturnType<typeof loader>>

/** A version beside the one that it follows, in one language, and what follows from it for people. */
export default function ComparisonPage() {
  const { t, language } = useWords()
  const desk = useLoaderData<typeof loader>()
  const { id, programme, versions, reading, comparison } = desk
  const { before, after } = versions
  return (
    <>
      <StaffNav at="forms" />
      <Heading eyebrow={programme}>{t('comparison:staff.title')}</Heading>
      <Lead>{before === null ? t('comparison:staff.first') : t('comparison:staff.lead', { before, after })}</Lead>
      <p>
        <a href={`/${language}/staff/forms/${id}`}>{t('comparison:staff.back')}</a>
      </p>
      {comparison && (
        <>
          <WhatFollows desk={desk} />
          <h2>{t('comparison:heading')}</h2>
          <form method="get">
            <SelectField
              name="in"
              label={t('comparison:staff.language')}
              value={reading}
              options={LANGUAGES.map((code) => ({ value: code, label: ENDONYMS[code] }))}
            />
            <Actions>
              <Button kind="second">{t('comparison:staff.show')}</Button>
            </Actions>
          </form>
          <Said desk={desk} />
          <ComparedForms comparison={comparison} />
        </>
      )}
    </>
  )
}

/** What its author tells people, in the language of the comparison. */
function Said({ desk: { comparison, reading } }: { desk: ComparedDesk }) {
  const { t } = useWords()
  if (!comparison) return null
  const { language, said } = comparison
  return (
    <>
      {language !== reading && isLanguage(language) && (
        <p>{t('comparison:staff.another-language', { language: ENDONYMS[language] })}</p>
      )}
      {said.length > 0 && (
        <ul lang={language}>
          {said.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
    </>
  )
}
