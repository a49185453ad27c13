import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireContributor } from '#app/http/session.server.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Heading, Lead } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { RecordField } from '#app/ui/record-field.tsx'
import { TextField } from '#app/ui/text-field.tsx'
import { useWords } from '#app/ui/use-words.ts'

export const handle: PageHandle = { title: (t) => t('rights:title') }

const INSIDE = ['read-me', 'receipts', 'papers', 'tables', 'machines'] as const
const REFUSALS = ['field-required', 'pin-not-matched'] as const

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireContributor(request, context)
  const refused = new URL(request.url).searchParams.get('pin')
  return { refusal: REFUSALS.find((code) => code === refused) }
}

/** Everything about me as one file, for my PIN. */
export default function MyDataPage() {
  const { t, language } = useWords()
  const { refusal } = useLoaderData<typeof loader>()
  return (
    <>
      <ErrorSummary errors={{ pin: refusal }} labels={{ pin: t('rights:pin') }} />
      <Heading>{t('rights:title')}</Heading>
      <Lead>{t('rights:lead')}</Lead>
      <h2>{t('rights:inside.heading')}</h2>
      <ul>
        {INSIDE.map((part) => (
          <li key={part}>{t(`rights:inside.${part}`)}</li>
        ))}
      </ul>
      <Notice tone="care" heading={t('rights:careful.heading')}>
        <p>{t('rights:careful.text')}</p>
      </Notice>
      <form method="post" action={`/${language}/my-data/archive`} noValidate>
        <RecordField />
        <TextField
          name="pin"
          kind="pin"
          label={t('rights:pin')}
          hint={t('rights:pin-hint')}
          error={refusal}
          autoComplete="current-password"
        />
        <Actions>
          <Button>{t('rights:download')}</Button>
        </Actions>
      </form>
      <p>{t('rights:noted')}</p>
      <p>
        <a href={`/${language}/data-rights`}>{t('rights:rights.title')}</a>
      </p>
      <p>
        <a href={`/${language}/choices`}>{t('rights:to-choices')}</a>
      </p>
    </>
  )
}
