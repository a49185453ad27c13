import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { isWithin } from '#app/domain/access/acting.ts'
import { comparison } from '#app/domain/form/comparison.ts'
import { readForm } from '#app/http/form-data.ts'
import { languageFor } from '#app/http/language.ts'
import { requireActing } from '#app/http/session.server.ts'
import { choiceSummary } from '#app/i18n/choice-summary.ts'
import { formatDate } from '#app/i18n/format.ts'
import { FALLBACK_LANGUAGE } from '#app/i18n/languages.ts'
import { programmeName } from '#app/i18n/programme-name.ts'
import { readWhatChanged } from '#app/services/read-what-changed.server.ts'
import { seeChange } from '#app/services/see-change.server.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { Details } from '#app/ui/details.tsx'
import { Heading, Lead } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { RecordField } from '#app/ui/record-field.tsx'
import { useWords } from '#app/ui/use-words.ts'
import { WhatChanged } from '#app/ui/what-changed.tsx'
import { seenSchema } from './schema.ts'
import { WaysOn } from './ways-on.tsx'

const HEADINGS = { minor: 'reconsent:minor.heading', major: 'reconsent:notice.heading' } as const

export const handle: PageHandle = { title: (t) => t('reconsent:page.title') }

export async function loader({ request, params: { programme = '' }, context }: LoaderFunctionArgs) {
  const place = { programmeId: programme }
  const { contributorId, scope } = await requireActing(request, context, 'see', place)
  const changed = await readWhatChanged(context.portal, { contributorId, programmeId: programme })
  if (!changed) throw redirect(`/${languageFor(request)}/choices`)
  const { before, after, versions, ...rest } = changed
  const compared = comparison({ before, after, versions }, [languageFor(request), FALLBACK_LANGUAGE])
  const mayAnswer = isWithin(scope, 'answer', place)
  return { ...rest, comparison: compared.ok ? compared.event : null, mayAnswer }
}

/** The one form of this page: I have seen it. Said for another, she is shown it no more: that is an answer. */
export async function action({ request, params: { programme = '' }, context }: ActionFunctionArgs) {
  const { contributorId } = await requireActing(request, context, 'answer', { programmeId: programme })
  const at = `/${languageFor(request)}/choices`
  const read = await readForm(request, seenSchema)
  if (!read.ok) return redirect(`${at}/${programme}/what-changed`, 303)
  await seeChange(context.portal, { contributorId, formId: read.values.form })
  return redirect(at, 303)
}

/** What is different since I said yes; after a big change three ways on, after a small one nothing to do. */
export default function WhatChangedPage() {
  const { t, language } = useWords()
  const { programme, consent, asked, comparison: compared, mayAnswer } = useLoaderData<typeof loader>()
  const date = formatDate(language, consent.decidedAt)
  const { stands } = asked
  return (
    <>
      <Heading eyebrow={programmeName(programme, language)}>{t(HEADINGS[asked.change])}</Heading>
      <Lead>{t(`reconsent:page.${asked.change}`, { date })}</Lead>
      {asked.change === 'major' && (
        <Notice tone={stands ? 'good' : 'care'}>
          <p>{t(stands ? 'reconsent:page.stands' : 'reconsent:page.taken-back')}</p>
        </Notice>
      )}
      {compared ? <WhatChanged comparison={compared} /> : <p>{t('reconsent:page.no-account')}</p>}
      {consent.choices && (
        <Details summary={t('reconsent:page.before')}>
          <ul>
            {choiceSummary(t, language, consent.choices, consent.expiresAt).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </Details>
      )}
      {mayAnswer && asked.change === 'major' && <WaysOn programmeId={programme.id} />}
      {mayAnswer && asked.change === 'minor' && (
        <form method="post">
          <RecordField />
          <input type="hidden" name="form" value={asked.newer} />
          <Actions>
            <Button>{t('reconsent:minor.seen')}</Button>
          </Actions>
        </form>
      )}
      <p>
        <a href={`/${language}/choices`}>{t('reconsent:page.to-choices')}</a>
      </p>
    </>
  )
}
