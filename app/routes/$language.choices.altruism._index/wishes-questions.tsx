import type { AltruismWishes } from '#app/domain/consent/altruism-choices.ts'
import { ALTRUISM_MODES } from '#app/domain/consent/events.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Heading, Lead } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { RadioGroup } from '#app/ui/radio-group.tsx'
import { RecordField } from '#app/ui/record-field.tsx'
import { useWords } from '#app/ui/use-words.ts'
import { whatAltruismIs } from './wishes-snapshot.ts'

type Props = {
  /** What this person said last; nothing is chosen for whoever has not said anything yet. */
  wishes: AltruismWishes | null
  objected: boolean
  typed: Record<string, string> | undefined
  errors: Record<string, string> | undefined
  /** What the wishes that stand come to. */
  children: React.ReactNode
}

const YES_NO = ['yes', 'no'] as const

export function WishesQuestions({ wishes, objected, typed, errors, children }: Props) {
  const { t, language } = useWords()
  const [lead, ...what] = whatAltruismIs(t)
  const values = typed ?? (wishes ? fieldsOf(wishes) : {})
  return (
    <>
      <ErrorSummary errors={errors} />
      <Heading eyebrow={t('altruism:eyebrow')}>{t('altruism:title')}</Heading>
      <Lead>{lead}</Lead>
      {objected && (
        <Notice tone="care">
          <p>{t('altruism:objection.text')}</p>
          <p>
            <a href={`/${language}/choices/objection`}>{t('altruism:objection.link')}</a>
          </p>
        </Notice>
      )}
      <ul>
        {what.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {children}
      {wishes && <h2>{t('matching:change')}</h2>}
      <form method="post">
        <RecordField />
        <RadioGroup
          name="answer"
          legend={t('altruism:mode.question')}
          options={ALTRUISM_MODES.map((mode) => ({
            value: mode,
            label: t(`altruism:mode.${mode}`),
            meaning: t(`altruism:mode.${mode}-meaning`),
          }))}
          value={values.answer}
          error={errors?.answer}
        />
        <p className="soft">{t('altruism:not-for-leave-me-out')}</p>
        {(['companies', 'reports'] as const).map((name) => (
          <RadioGroup
            key={name}
            name={name}
            legend={t(`altruism:${name}.question`)}
            hint={t(`altruism:${name}.hint`)}
            options={YES_NO.map((value) => ({ value, label: t(`altruism:${name}.${value}`) }))}
            value={values[name]}
            error={errors?.[name]}
          />
        ))}
        <Actions>
          <Button>{t('common:continue')}</Button>
        </Actions>
      </form>
    </>
  )
}

function fieldsOf({ mode, companies, reports }: AltruismWishes): Record<string, string> {
  if (mode === 'leave-me-out') return { answer: mode }
  return { answer: mode, companies: companies ? 'yes' : 'no', reports: reports ? 'yes' : 'no' }
}
