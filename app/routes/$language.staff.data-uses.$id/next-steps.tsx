import type { FieldErrors } from '#app/http/form-data.ts'
import { formatList } from '#app/i18n/format.ts'
import { ENDONYMS } from '#app/i18n/languages.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { Details } from '#app/ui/details.tsx'
import { DiscardDraft } from '#app/ui/discard-draft.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { PasswordField } from '#app/ui/password-field.tsx'
import { useWords } from '#app/ui/use-words.ts'
import type { UseDesk } from './route.tsx'

type Props = { desk: UseDesk; errors: FieldErrors }

/** What can happen to a data use from where it stands, to those who may let it happen. */
export function NextSteps({ desk, errors }: Props) {
  const { t } = useWords()
  const { use, may, isOwnWork } = desk
  const isRunning = use.status === 'approved' || use.status === 'suspended'
  const mayApprove = may.includes('approve') && !isOwnWork
  return (
    <section aria-labelledby="next-steps">
      <h2 id="next-steps">{t('staff:review.heading')}</h2>
      {use.status === 'draft' && mayApprove && <Approve desk={desk} errors={errors} />}
      {use.status === 'draft' && !mayApprove && <p>{t('data-uses:waiting')}</p>}
      {use.status === 'draft' && may.includes('edit') && (
        <DiscardDraft seen={{ name: 'edition', value: desk.edition }} />
      )}
      {use.status === 'approved' && may.includes('suspend') && <Turn intent="suspend" />}
      {use.status === 'suspended' && may.includes('resume') && <Turn intent="resume" />}
      {isRunning && may.includes('end') && <End />}
      {use.status === 'ended' && <p>{t('data-uses:end-hint')}</p>}
    </section>
  )
}

function Turn({ intent }: { intent: 'suspend' | 'resume' }) {
  const { t } = useWords()
  return (
    <form method="post">
      <p className="hint">{t(`data-uses:turn.${intent}-hint`)}</p>
      <Actions>
        <Button name="intent" value={intent} kind="second">
          {t(`data-uses:turn.${intent}`)}
        </Button>
      </Actions>
    </form>
  )
}

/** Behind a first tap: it does not begin again. */
function End() {
  const { t } = useWords()
  return (
    <Details summary={t('data-uses:end')}>
      <p>{t('data-uses:end-hint')}</p>
      <form method="post">
        <Button name="intent" value="end" kind="second">
          {t('data-uses:end-confirm')}
        </Button>
      </form>
    </Details>
  )
}

function Approve({ desk: { missing, needsPassword, edition }, errors }: Props) {
  const { t, language } = useWords()
  const lacking = missing.filter(({ parts }) => parts.length > 0).map(({ code }) => ENDONYMS[code])
  if (lacking.length > 0) {
    return (
      <Notice tone="warm">
        <p>{t('data-uses:lacking', { languages: formatList(language, lacking) })}</p>
      </Notice>
    )
  }
  return (
    <form method="post">
      <input type="hidden" name="edition" value={edition} />
      <p className="hint">{t('data-uses:approve-hint')}</p>
      {(needsPassword || errors.password) && (
        <PasswordField
          name="password"
          label={t('staff:review.password')}
          hint={t('staff:review.password-hint')}
          error={errors.password}
        />
      )}
      <Actions>
        <Button name="intent" value="approve">
          {t('data-uses:approve')}
        </Button>
      </Actions>
    </form>
  )
}
