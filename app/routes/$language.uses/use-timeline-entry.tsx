import type { UseLine } from '#app/domain/usage/grouping.ts'
import { formatDate } from '#app/i18n/format.ts'
import type { TimelineEntry } from '#app/ui/timeline.tsx'
import { useWords } from '#app/ui/use-words.ts'

/** Tells one line of a project's uses: when, what came of it, what was done, where and with what. */
export function useTimelineEntry(): (line: UseLine, index: number) => TimelineEntry {
  const { t, language } = useWords()
  return ({ result, times, operation, hospital, tool, first, last }, index) => {
    const [from, to] = [formatDate(language, first), formatDate(language, last)]
    return {
      key: String(index),
      at: last.toISOString(),
      when: from === to ? from : t('uses:between', { first: from, last: to }),
      heading: times === 1 ? t(`uses:${result}`) : t(`uses:${result}-times`, { count: times }),
      ...(result === 'used' ? {} : { tone: 'care' as const }),
      children: (
        <>
          <p>{t(`uses:operation.${operation}` as 'uses:operation.training', { defaultValue: operation })}</p>
          <p>{t('uses:where', { hospital })}</p>
          <p>{t('uses:tool', tool)}</p>
        </>
      ),
    }
  }
}
