import { NO_USE_WORDS } from '#app/domain/data-use/data-use.ts'
import type { FieldErrors, Typed } from '#app/http/form-data.ts'
import { ENDONYMS } from '#app/i18n/languages.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { ChangedMeanwhile } from '#app/ui/changed-meanwhile.tsx'
import { Facts } from '#app/ui/facts.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { TextField } from '#app/ui/text-field.tsx'
import { useWords } from '#app/ui/use-words.ts'
import type { UseDesk } from './route.tsx'

type Props = { desk: UseDesk; again: { errors: FieldErrors; typed: Typed } | undefined }

/** What people read, language by language, and what each still lacks; written while it is a draft. */
export function WordsPart({ desk, again }: Props) {
  const { t, language } = useWords()
  const { use, may, writing } = desk
  const words = use.words[writing] ?? NO_USE_WORDS
  const typed = again?.typed.intent === 'write' ? again.typed : null
  return (
    <>
      <h2>{t('staff:edit.languages')}</h2>
      <LanguageTabs desk={desk} />
      {use.status === 'draft' && may.includes('edit') ? (
        <form method="post">
          <input type="hidden" name="words" value={writing} />
          {typed && typed.edition !== desk.edition && (
            <ChangedMeanwhile href={`/${language}/staff/data-uses/${use.id}?words=${writing}`} />
          )}
          <input type="hidden" name="edition" value={typed?.edition ?? desk.edition} />
          <TextField
            name="title"
            label={t('staff:edit.title')}
            value={typed ? typed.title : words.title}
            error={again?.errors.title}
          />
          <TextArea
            name="summary"
            label={t('data-uses:summary')}
            hint={t('data-uses:summary-hint')}
            value={typed ? typed.summary : words.summary}
            error={again?.errors.summary}
            lang={writing}
          />
          <Actions>
            <Button name="intent" value="write">
              {t('data-uses:write')}
            </Button>
          </Actions>
        </form>
      ) : (
        <Facts
          facts={[
            { term: t('staff:edit.title'), children: <span lang={writing}>{words.title || '–'}</span> },
            { term: t('data-uses:summary'), children: <span lang={writing}>{words.summary || '–'}</span> },
          ]}
        />
      )}
    </>
  )
}

function LanguageTabs({ desk: { use, missing, writing } }: { desk: UseDesk }) {
  const { t, language } = useWords()
  return (
    <nav className="tabs tabs--languages wide" aria-label={t('staff:edit.languages')}>
      <ul className="tabs__list">
        {missing.map(({ code, parts }) => (
          <li key={code}>
            <a
              href={`/${language}/staff/data-uses/${use.id}?words=${code}`}
              aria-current={code === writing ? 'page' : undefined}
            >
              <span lang={code}>{ENDONYMS[code]}</span>
              <small>
                {parts.length > 0 ? t('staff:edit.missing', { count: parts.length }) : t('staff:edit.complete')}
              </small>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
