import { useParams } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Actions, LinkButton } from '#app/ui/button.tsx'
import { Card, Cards } from '#app/ui/card.tsx'
import { Details } from '#app/ui/details.tsx'
import { Heading, Lead } from '#app/ui/heading.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { GatePicture } from '#app/ui/pictures/gate.tsx'
import { HowItWorks } from './how-it-works.tsx'
import { LabelTable } from './label-table.tsx'

export const handle: PageHandle = { title: (t) => t('welcome:title') }

const PROMISES = ['choice', 'name', 'stop'] as const

/** What this is, one idea a section, for someone who has a letter in hand or has never heard of it. */
export default function Welcome() {
  const { t } = useTranslation('welcome')
  const { language } = useParams()
  return (
    <>
      <div className="hero">
        <div>
          <Heading>{t('title')}</Heading>
          <Lead>{t('lead')}</Lead>
          <Actions>
            <LinkButton to={`/${language}/invitation`}>{t('have-letter')}</LinkButton>
            <LinkButton kind="second" to={`/${language}/sign-in`}>
              {t('been-here')}
            </LinkButton>
          </Actions>
        </div>
        <GatePicture />
      </div>

      <h2>{t('promises.heading')}</h2>
      <Cards across={3}>
        {PROMISES.map((promise) => (
          <Card key={promise} heading={t(`promises.${promise}.heading`)}>
            <p>{t(`promises.${promise}.text`)}</p>
          </Card>
        ))}
      </Cards>

      <h2>{t('why.heading')}</h2>
      <p>{t('why.text')}</p>
      <Details summary={t('why.more')}>
        <p>{t('why.more-text')}</p>
      </Details>

      <LabelTable />
      <HowItWorks />

      <h2>{t('other-ways.heading')}</h2>
      <p>{t('other-ways.text')}</p>
      <p>
        <a href={`/${language}/help`}>{t('other-ways.link')}</a>
      </p>

      <h2>{t('results.heading')}</h2>
      <p>{t('results.text')}</p>
      <p>
        <a href={`/${language}/impact`}>{t('results.link')}</a>
      </p>
    </>
  )
}
