import type { ProgrammeChoice } from '#app/services/read-my-choices.server.ts'
import { useWords } from '#app/ui/use-words.ts'
import { MyProgramme } from './my-programme.tsx'

/** Every programme of my hospitals with what I chose; those not answered come last. */
export function MyProgrammes({ choices, objected }: { choices: ProgrammeChoice[]; objected: boolean }) {
  const { t } = useWords()
  const ordered = choices.toSorted((a, b) => Number(!a.consent) - Number(!b.consent))
  return (
    <section aria-labelledby="programmes" className="wide">
      <h2 id="programmes">{t('choices:programmes.heading')}</h2>
      {ordered.length === 0 && <p>{t('choices:programmes.none')}</p>}
      <ul className="cards cards--two">
        {ordered.map((choice) => (
          <li key={choice.programme.id}>
            <MyProgramme choice={choice} objected={objected} />
          </li>
        ))}
      </ul>
    </section>
  )
}
