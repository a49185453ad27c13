import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { isWithin } from '#app/domain/access/acting.ts'
import { formAgain, readForm } from '#app/http/form-data.ts'
import { languageFor } from '#app/http/language.ts'
import { refusalPage } from '#app/http/problem.ts'
import { requireActing } from '#app/http/session.server.ts'
import { objectionSnapshot, whatObjectingDoes } from '#app/i18n/objection-snapshot.ts'
import { translateInto } from '#app/i18n/translate.ts'
import { objectToUse, reverseObjection } from '#app/services/object-to-use.server.ts'
import { readObjections } from '#app/services/read-switches.server.ts'
import { Details } from '#app/ui/details.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Heading, Lead } from '#app/ui/heading.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { useWords } from '#app/ui/use-words.ts'
import { CountrySwitch } from './country-switch.tsx'
import { objectionSchema } from './schema.ts'

export const handle: PageHandle = { title: (t) => t('objection:title') }

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { contributorId } = await requireActing(request, context, 'see')
  return readObjections(context.portal, contributorId)
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { contributorId, by, scope } = await requireActing(request, context, 'see')
  const read = await readForm(request, objectionSchema)
  if (!read.ok) return formAgain(read.errors, read.typed)
  const { answer, country } = read.values
  const act = answer === 'object' ? 'withdraw' : 'answer'
  if (!isWithin(scope, act, 'everywhere')) throw refusalPage('outside-your-scope')
  const { countries } = await readObjections(context.portal, contributorId)
  if (!countries.includes(country)) return formAgain({ form: 'country-not-offered' }, {})

  const language = languageFor(request)
  const snapshot = objectionSnapshot(translateInto(language, context.words), language, { answer, country })
  const change = answer === 'object' ? objectToUse : reverseObjection
  const decision = await change(context.portal, { contributorId, by, country, snapshot })
  if (!decision.ok) return formAgain({ form: decision.refusal }, {})
  return redirect(`/${language}/receipts/${decision.event.id}`, 303)
}

/** One switch for each country of a person's hospitals: no reason is asked, and only she turns it off. */
export default function ObjectionPage() {
  const { t, language } = useWords()
  const { countries, objectedIn } = useLoaderData<typeof loader>()
  const again = useActionData<typeof action>()
  return (
    <>
      <ErrorSummary errors={again?.errors} />
      <Heading>{t('objection:title')}</Heading>
      <Lead>{t('objection:lead')}</Lead>
      <ul>
        {whatObjectingDoes(t).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {countries.length === 0 && <p>{t('objection:no-hospital')}</p>}
      {countries.map((country) => (
        <CountrySwitch key={country} country={country} stands={objectedIn.includes(country)} />
      ))}
      <Details summary={t('objection:law.summary')}>
        <p>{t('objection:law.text')}</p>
      </Details>
      <p>
        <a href={`/${language}/choices`}>{t('objection:to-choices')}</a>
      </p>
    </>
  )
}
