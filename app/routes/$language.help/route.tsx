import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData, useParams } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { languageFor } from '#app/http/language.ts'
import { readContacts } from '#app/services/read-contacts.server.ts'
import { Card, Cards } from '#app/ui/card.tsx'
import { Heading, Lead } from '#app/ui/heading.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { ProgrammeContacts } from './programme-contacts.tsx'

export const handle: PageHandle = { title: (t) => t('help:title') }

const WAYS = ['phone', 'paper', 'in-person'] as const

export async function loader({ request, context }: LoaderFunctionArgs) {
  return { programmes: await readContacts(context.portal, languageFor(request)) }
}

/** Every way to reach a person: for help, to take part without a screen, to complain. */
export default function Help() {
  const { t } = useTranslation('help')
  const { programmes } = useLoaderData<typeof loader>()
  const { language } = useParams()
  return (
    <>
      <Heading>{t('title')}</Heading>
      <Lead>{t('lead')}</Lead>
      <h2>{t('ways.heading')}</h2>
      <Cards across={3}>
        {WAYS.map((way) => (
          <Card key={way} heading={t(`ways.${way}.heading`)}>
            <p>{t(`ways.${way}.text`)}</p>
          </Card>
        ))}
      </Cards>
      {programmes.map((programme) => (
        <ProgrammeContacts key={programme.id} programme={programme} />
      ))}
      <h2>{t('lost.heading')}</h2>
      <p>{t('lost.text')}</p>
      <h2>{t('letter.heading')}</h2>
      <p>
        {t('letter.text')} <a href={`/${language}/letter`}>{t('letter.link')}</a>
      </p>
    </>
  )
}
