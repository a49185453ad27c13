import { Notice } from '#app/ui/notice.tsx'
import { useWords } from '#app/ui/use-words.ts'
import type { ComparedDesk } from './route.tsx'

/** What the author's declaration means for those who said yes to an earlier version. */
export function WhatFollows({ desk: { consequence, comparison } }: { desk: ComparedDesk }) {
  const { t } = useWords()
  const { declared, people } = consequence
  const isWider = comparison?.effects.some(({ effect }) => effect === 'wider')
  return (
    <section aria-labelledby="follows">
      <h2 id="follows">{t('comparison:staff.follows')}</h2>
      <p>{t(`comparison:staff.${declared ?? 'undeclared'}`)}</p>
      {people.map(
        ({ change, atLeast }) =>
          atLeast !== null && (
            <p key={change}>
              {t(change === 'major' ? 'comparison:staff.asked' : 'comparison:staff.told', { count: atLeast })}
            </p>
          ),
      )}
      {people.some(({ atLeast }) => atLeast === null) && <p>{t('comparison:staff.few')}</p>}
      {declared === 'minor' && isWider && (
        <Notice tone="care">
          <p>{t('comparison:staff.wider')}</p>
        </Notice>
      )}
    </section>
  )
}
