import { ENDONYMS } from '#app/i18n/languages.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { ChangedMeanwhile } from '#app/ui/changed-meanwhile.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { useWords } from '#app/ui/use-words.ts'
import type { Again, Desk } from './draft-page.tsx'
import { isList, type WordsField, type WordsGroup } from './words-fields.ts'

/** All words of one language, each beside the same in another one. */
export function WordsForm({ desk, again, mayEdit }: { desk: Desk; again: Again; mayEdit: boolean }) {
  const { t, language } = useWords()
  const { id, groups, source, writing, beside, revision } = desk
  const besides = new Map(source.flatMap(({ fields }) => fields.map(({ name, value }) => [name, value])))
  const typed = again?.typed.intent === 'words' ? again.typed : null
  return (
    <form method="post" className="wide">
      <h2>{t('forms:words.heading', { written: ENDONYMS[writing], beside: ENDONYMS[beside] })}</h2>
      {typed && typed.revision !== String(revision) && (
        <ChangedMeanwhile href={`/${language}/staff/forms/${id}?words=${writing}&beside=${beside}`} />
      )}
      <input type="hidden" name="revision" value={typed?.revision ?? revision} />
      <input type="hidden" name="words" value={writing} />
      {groups.map((group) => (
        <section key={group.kind + group.id} className="pairs">
          <GroupHeading group={group} lang={beside} name={besides.get(group.fields[0]?.name ?? '') ?? ''} />
          {group.fields.map((field) => (
            <div className="pair" key={field.name}>
              <Source text={besides.get(field.name) ?? ''} lang={beside} />
              {mayEdit ? (
                <Writing
                  field={typed ? { ...field, value: typed[field.name] ?? '' } : field}
                  lang={writing}
                  error={again?.errors[field.name]}
                />
              ) : (
                <Source text={field.value} lang={writing} />
              )}
            </div>
          ))}
        </section>
      ))}
      {mayEdit && (
        <Actions>
          <Button name="intent" value="words">
            {t('forms:words.save')}
          </Button>
        </Actions>
      )}
    </form>
  )
}

type GroupHeadingProps = { group: WordsGroup; lang: string; name: string }

/** A section or question is known by what it is called beside, and by its own name until it is called anything. */
function GroupHeading({ group: { kind, id }, lang, name }: GroupHeadingProps) {
  const { t } = useWords()
  if (kind === 'start' || kind === 'what-changed') return <h3>{t(`forms:group.${kind}`)}</h3>
  return (
    <h3>
      {t(`forms:group.${kind}`)} · {name ? <span lang={lang}>{name}</span> : <code>{id}</code>}
    </h3>
  )
}

function Source({ text, lang }: { text: string; lang: string }) {
  const { t } = useWords()
  return (
    <div className="pair__text">
      {text === '' ? <p className="soft">{t('forms:words.not-written')}</p> : <p lang={lang}>{text}</p>}
    </div>
  )
}

type WritingProps = { field: WordsField; lang: string; error: string | undefined }

function Writing({ field: { name, part, option, value }, lang, error }: WritingProps) {
  const { t } = useWords()
  const label = [t(`forms:part.${part}`), option].filter(Boolean).join(' · ')
  return (
    <TextArea
      name={name}
      label={label}
      hint={isList(part) ? t('forms:words.one-a-line') : undefined}
      value={value}
      error={error}
      rows={ROWS[part] ?? 2}
      lang={lang}
    />
  )
}

const ROWS: Partial<Record<WordsField['part'], number>> = {
  promise: 8,
  'section-short': 4,
  'section-longer': 9,
  'section-legal': 9,
  'question-help': 4,
  'option-meaning': 3,
  'what-changed': 6,
}
