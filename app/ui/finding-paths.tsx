import type { Choices } from '../domain/consent/choices.ts'
import type { FindingPath } from '../domain/consent/finding-path.ts'
import type { Translate } from '../i18n/translate.ts'
import { useWords } from './use-words.ts'

type Wish = Choices['incidental_findings']

type FindingPathsProps = {
  telling: readonly { hospital: string; path: FindingPath | null }[]
  /** What she chose, where only that path matters to her. */
  wishes?: readonly Wish[]
}

const EITHER: readonly Wish[] = ['tell-me', 'tell-my-doctor']

/** How each of her hospitals would tell what research finds by chance. */
export function FindingPaths({ telling, wishes = EITHER }: FindingPathsProps) {
  const { t } = useWords()
  const asked = EITHER.filter((wish) => wishes.includes(wish))
  const said = telling.flatMap(({ hospital, path }) => (path ? [{ hospital, path }] : []))
  if (asked.length === 0 || telling.length === 0) return null
  return (
    <>
      <h2>{t('finding-paths:heading')}</h2>
      {said.length > 0 &&
        asked.map((wish) => (
          <div key={wish}>
            {asked.length > 1 && <p>{t(wish === 'tell-me' ? 'finding-paths:if-person' : 'finding-paths:if-doctor')}</p>}
            <Sentences sentences={said.map(({ hospital, path }) => sentenceFor(t, wish, hospital, path))} />
          </div>
        ))}
      <Sentences
        sentences={telling.filter(({ path }) => !path).map(({ hospital }) => t('finding-paths:unsaid', { hospital }))}
      />
    </>
  )
}

function sentenceFor(t: Translate, wish: Wish, hospital: string, { toPerson, toDoctor }: FindingPath): string {
  return wish === 'tell-me'
    ? t(`finding-paths:tells-person.${toPerson}`, { hospital })
    : t(`finding-paths:tells-doctor.${toDoctor}`, { hospital })
}

function Sentences({ sentences }: { sentences: readonly string[] }) {
  if (sentences.length === 0) return null
  return (
    <ul>
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  )
}
