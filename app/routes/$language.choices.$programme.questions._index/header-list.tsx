import { IMAGE_HEADER } from '#app/domain/removed-from-images.ts'
import { Details } from '#app/ui/details.tsx'
import { useWords } from '#app/ui/use-words.ts'

const GROUPS = ['person', 'numbers', 'staff', 'time', 'kept'] as const

/** Everything that a label tells, by groups, each entry with its place in the header and what becomes of it. */
export function HeaderList() {
  const { t } = useWords()
  return (
    <Details summary={t('preview:all')}>
      <p>{t('preview:text')}</p>
      {GROUPS.map((group) => (
        <div key={group}>
          <h4>{t(`preview:group.${group}`)}</h4>
          <ul className="header-list">
            {IMAGE_HEADER[group].map(({ attribute, tag, done }) => (
              <li key={attribute}>
                {t(`preview:attribute.${attribute}`)} <code>{tag}</code> <em>{t(`preview:done.${done}`)}</em>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </Details>
  )
}
