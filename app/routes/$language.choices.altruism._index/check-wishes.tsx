import { type AltruismWishes, altruismChoices } from '#app/domain/consent/altruism-choices.ts'
import { altruismSummary } from '#app/i18n/choice-summary.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { Facts } from '#app/ui/facts.tsx'
import { Heading, Lead } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { RecordField } from '#app/ui/record-field.tsx'
import { useWords } from '#app/ui/use-words.ts'
import { type WhatChanges, WhatWishesChange } from './what-changes.tsx'
import { wishAnswers } from './wishes-snapshot.ts'

type Props = { wishes: AltruismWishes; changes: WhatChanges; typed: Record<string, string> }

/** What the wishes would mean and what they would change, before anything is recorded. */
export function CheckWishes({ wishes, changes, typed }: Props) {
  const { t, language } = useWords()
  const kept = ['answer', 'companies', 'reports'].filter((name) => typed[name])
  return (
    <>
      <Heading eyebrow={t('altruism:title')}>{t('altruism:check.title')}</Heading>
      <Lead>{t('altruism:check.lead')}</Lead>
      <Facts facts={wishAnswers(t, wishes).map(({ question, answer }) => ({ term: question, children: answer }))} />
      <Notice tone="good" heading={t('questions:check.means')}>
        <ul>
          {altruismSummary(t, language, wishes.mode, altruismChoices(wishes)).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </Notice>
      <WhatWishesChange changes={changes} />
      <form method="post">
        <RecordField />
        {kept.map((name) => (
          <input key={name} type="hidden" name={name} value={typed[name]} />
        ))}
        <Actions>
          <Button name="confirm" value="yes">
            {t('altruism:check.confirm')}
          </Button>
          <Button kind="second" name="change" value="yes">
            {t('altruism:check.change')}
          </Button>
        </Actions>
      </form>
    </>
  )
}
