import type { FieldErrors, Typed } from '#app/http/form-data.ts'
import { formatDate } from '#app/i18n/format.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { ChangedMeanwhile } from '#app/ui/changed-meanwhile.tsx'
import { DataUseFields } from '#app/ui/data-use-fields.tsx'
import { Facts } from '#app/ui/facts.tsx'
import { useWords } from '#app/ui/use-words.ts'
import { particularsOf } from '../$language.choices.altruism.$use/use-snapshot.ts'
import type { UseDesk } from './route.tsx'

type Props = { desk: UseDesk; again: { errors: FieldErrors; typed: Typed } | undefined }

/** What is asked to be approved: a form while it is a draft, and from then on what was approved. */
export function ParticularsPart({ desk, again }: Props) {
  const { t, language } = useWords()
  const { use, may, fields, edition } = desk
  const typed = again?.typed.intent === 'save' ? again.typed : null
  const isDraft = use.status === 'draft'
  const basis = { term: t('data-uses:basis.question'), children: t(`data-uses:basis.${use.legalBasis}`) }
  const starts = { term: t('data-uses:starts'), children: formatDate(language, use.startsAt) }
  return (
    <>
      <h2>{t(isDraft ? 'data-uses:asked' : 'data-uses:approved')}</h2>
      {!isDraft && <p>{t('data-uses:immutable')}</p>}
      {isDraft && may.includes('edit') ? (
        <form method="post">
          {typed && typed.edition !== edition && <ChangedMeanwhile href={`/${language}/staff/data-uses/${use.id}`} />}
          <input type="hidden" name="edition" value={typed?.edition ?? edition} />
          <DataUseFields values={typed ?? fields} errors={again?.errors ?? {}} />
          <Actions>
            <Button name="intent" value="save" kind="second">
              {t('data-uses:save')}
            </Button>
          </Actions>
        </form>
      ) : (
        <Facts
          facts={[
            basis,
            ...particularsOf(t, language, use).map(({ term, text }) => ({ term, children: text })),
            starts,
          ]}
        />
      )}
    </>
  )
}
