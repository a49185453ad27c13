import { matchOf } from '../consent/altruism.ts'
import type { DataUseScope } from '../consent/decide.ts'
import type { AltruismStanding } from '../consent/standing.ts'
import { NOTHING_RECORDED } from '../consent/standing.ts'
import { type Shown, suppressed } from '../impact/suppression.ts'

/** How a data use meets the people with wishes at the hospitals that take part. */
export const MEETINGS = ['included', 'asks', 'declined', 'no-match'] as const
export type Meeting = (typeof MEETINGS)[number]

export type UseFigures = { counts: Record<Meeting, Shown>; total: Shown }

/** People who wish alike and answered one data use alike. */
export type AlikeWishes = {
  altruism: Pick<AltruismStanding, 'mode' | 'choices'>
  answer: 'yes' | 'no' | null
  people: number
}

/** How many people a data use meets in each way, suppressed below the threshold; it tells of nobody. */
export function figuresOfUse(
  use: DataUseScope,
  wishes: readonly AlikeWishes[],
  { at, threshold }: { at: Date; threshold: number },
): UseFigures {
  const people: Record<Meeting, number> = { included: 0, asks: 0, declined: 0, 'no-match': 0 }
  for (const alike of wishes) people[meetingOf(use, alike, at)] += alike.people
  const { counts, total } = suppressed(
    MEETINGS.map((meeting) => people[meeting]),
    threshold,
  )
  const shown = (meeting: Meeting) => counts[MEETINGS.indexOf(meeting)] ?? null
  return {
    counts: {
      included: shown('included'),
      asks: shown('asks'),
      declined: shown('declined'),
      'no-match': shown('no-match'),
    },
    total,
  }
}

function meetingOf(use: DataUseScope, { altruism, answer }: AlikeWishes, at: Date): Meeting {
  const standing = {
    ...NOTHING_RECORDED,
    altruism: { ...altruism, eventId: '' },
    useAnswers: answer ? { [use.id]: answer } : {},
  }
  return matchOf(standing, use, at)
}
