import type { FieldErrors } from '#app/http/form-data.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { PasswordField } from '#app/ui/password-field.tsx'
import { useRefusal } from '#app/ui/refusal.ts'
import { useWords } from '#app/ui/use-words.ts'
import type { Desk } from './draft-page.tsx'

/** What can happen to a draft from where it stands, and what stands in its way. */
export function NextSteps({ desk, errors }: { desk: Desk; errors: FieldErrors }) {
  const { t, language } = useWords()
  const { id, state, may, isOwnWork, follows, fault } = desk
  const mayPublish = may.includes('publish') && !isOwnWork
  return (
    <section aria-labelledby="next-steps">
      <h2 id="next-steps">{t('forms:next.heading')}</h2>
      {follows !== null && (
        <p>
          <a href={`/${language}/staff/forms/${id}/comparison`}>{t('forms:comparison')}</a>
        </p>
      )}
      {fault && <Fault code={fault} />}
      {state === 'draft' && may.includes('submit') && !fault && <Step intent="submit" desk={desk} />}
      {state === 'in-review' && !mayPublish && <p>{t('forms:next.waiting')}</p>}
      {state === 'in-review' && mayPublish && !fault && <Publish desk={desk} errors={errors} />}
      {state === 'in-review' && may.includes('send-back') && <Step intent="send-back" desk={desk} />}
    </section>
  )
}

function Fault({ code }: { code: string }) {
  const { t } = useWords()
  const refusal = useRefusal()
  return (
    <p>
      {t('forms:next.not-yet')} {refusal(code)}
    </p>
  )
}

function Step({ intent, desk }: { intent: 'submit' | 'send-back'; desk: Desk }) {
  const { t } = useWords()
  return (
    <form method="post">
      <input type="hidden" name="revision" value={desk.revision} />
      {intent === 'submit' && <p className="hint">{t('forms:next.submit-hint')}</p>}
      <Actions>
        <Button name="intent" value={intent} kind={intent === 'submit' ? 'first' : 'second'}>
          {t(`forms:next.${intent}`)}
        </Button>
      </Actions>
    </form>
  )
}

function Publish({ desk: { revision, needsPassword }, errors }: { desk: Desk; errors: FieldErrors }) {
  const { t } = useWords()
  return (
    <form method="post">
      <input type="hidden" name="revision" value={revision} />
      <p className="hint">{t('forms:next.publish-hint')}</p>
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
          {t('forms:next.publish')}
        </Button>
      </Actions>
    </form>
  )
}
