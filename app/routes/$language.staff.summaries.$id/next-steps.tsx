import type { FieldErrors } from '#app/http/form-data.ts'
import { formatList } from '#app/i18n/format.ts'
import { ENDONYMS } from '#app/i18n/languages.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { CheckboxGroup } from '#app/ui/checkbox-group.tsx'
import { Details } from '#app/ui/details.tsx'
import { PasswordField } from '#app/ui/password-field.tsx'
import { useWords } from '#app/ui/use-words.ts'
import type { Desk } from './route.tsx'
import type { Intent } from './schema.ts'

type StepProps = { desk: Desk; errors: FieldErrors }

/** What can happen to a summary from where it stands, to those who may let it happen. */
export function NextSteps({ desk, errors }: StepProps) {
  const { t, language } = useWords()
  const { status, slug, may, isOwnWork } = desk
  const mayPublish = may.includes('publish') && !isOwnWork
  return (
    <section aria-labelledby="next-steps">
      <h2 id="next-steps">{t('staff:review.heading')}</h2>
      {status === 'draft' && may.includes('submit') && <Step intent="submit" edition={desk.edition.all} />}
      {status === 'in-review' && !mayPublish && <p>{t('staff:review.waiting')}</p>}
      {status === 'in-review' && mayPublish && <Publish desk={desk} errors={errors} />}
      {status === 'in-review' && may.includes('send-back') && (
        <Step intent="send-back" kind="second" edition={desk.edition.all} />
      )}
      {status === 'published' && (
        <p>
          <a href={`/${language}/impact/${slug}`}>{t('staff:review.public-page')}</a>
        </p>
      )}
      {status === 'published' && may.includes('retire') && <Retire />}
    </section>
  )
}

type Simple = Extract<Intent, 'submit' | 'send-back'>

type SimpleProps = { intent: Simple; kind?: 'first' | 'second'; edition: string }

function Step({ intent, kind = 'first', edition }: SimpleProps) {
  const { t } = useWords()
  return (
    <form method="post">
      <input type="hidden" name="edition" value={edition} />
      {intent === 'submit' && <p className="hint">{t('staff:review.submit-hint')}</p>}
      <Actions>
        <Button name="intent" value={intent} kind={kind}>
          {t(`staff:review.${intent}`)}
        </Button>
      </Actions>
    </form>
  )
}

/** Behind a first tap: what people can read is not taken from them by a slip. */
function Retire() {
  const { t } = useWords()
  return (
    <Details summary={t('staff:review.retire')}>
      <p>{t('staff:review.retire-hint')}</p>
      <form method="post">
        <Button name="intent" value="retire" kind="second">
          {t('staff:review.retire-confirm')}
        </Button>
      </form>
    </Details>
  )
}

function Publish({ desk: { missing, needsPassword, edition }, errors }: StepProps) {
  const { t, language } = useWords()
  const lacking = missing.filter(({ parts }) => parts.length > 0).map(({ code }) => ENDONYMS[code])
  const languages = formatList(language, lacking)
  return (
    <form method="post">
      <input type="hidden" name="edition" value={edition.all} />
      <p className="hint">{t('staff:review.publish-hint')}</p>
      {lacking.length > 0 && (
        <CheckboxGroup
          name="with_notice"
          legend={t('staff:edit.languages')}
          options={[
            {
              value: 'yes',
              label: t('staff:review.with-notice'),
              meaning: t('staff:review.with-notice-meaning', { languages }),
            },
          ]}
          error={errors.with_notice}
        />
      )}
      {(needsPassword || errors.password) && (
        <PasswordField
          name="password"
          label={t('staff:review.password')}
          hint={t('staff:review.password-hint')}
          error={errors.password}
        />
      )}
      <Actions>
        <Button name="intent" value="publish">
          {t('staff:review.publish')}
        </Button>
      </Actions>
    </form>
  )
}
