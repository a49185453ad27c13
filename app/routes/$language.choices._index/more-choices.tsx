import { useRouteLoaderData } from '@remix-run/react'
import type { AltruismMode } from '#app/domain/consent/events.ts'
import { Card, Cards } from '#app/ui/card.tsx'
import { useWords } from '#app/ui/use-words.ts'

/** The other two switches, kept apart from consent, what was recorded, and, where she is alone, what is about her account. */
export function MoreChoices({ altruism, objected }: { altruism: AltruismMode | null; objected: boolean }) {
  const { t, language } = useWords()
  const isAlone = !useRouteLoaderData<{ acting: object | null }>('root')?.acting
  return (
    <section aria-labelledby="more" className="wide">
      <h2 id="more">{t('choices:more.heading')}</h2>
      <Cards across={2}>
        {[
          <Card key="altruism" heading={t('choices:more.altruism')} to={`/${language}/choices/altruism`}>
            <p>{t(altruism ? `choices:more.altruism-${altruism}` : 'choices:more.altruism-text')}</p>
          </Card>,
          <Card key="objection" heading={t('choices:more.objection')} to={`/${language}/choices/objection`}>
            <p>{t(objected ? 'choices:more.objection-stands' : 'choices:more.objection-text')}</p>
          </Card>,
          <Card key="history" heading={t('choices:more.history')} to={`/${language}/history`}>
            <p>{t('choices:more.history-text')}</p>
          </Card>,
          ...(isAlone
            ? [
                <Card key="messages" heading={t('message:page.title')} to={`/${language}/messages`}>
                  <p>{t('message:page.card')}</p>
                </Card>,
                <Card key="my-data" heading={t('rights:card')} to={`/${language}/my-data`}>
                  <p>{t('rights:card-text')}</p>
                </Card>,
                <Card key="representatives" heading={t('representatives:card')} to={`/${language}/representatives`}>
                  <p>{t('representatives:card-text')}</p>
                </Card>,
              ]
            : []),
          <Card key="impact" heading={t('choices:more.impact')} to={`/${language}/impact`}>
            <p>{t('choices:more.impact-text')}</p>
          </Card>,
        ]}
      </Cards>
    </section>
  )
}
