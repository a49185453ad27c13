import { type Shown, suppressed } from './suppression.ts'

/** Where those stand who were asked by a major change, and those who were told of a minor one. */
export const ASKED_STANDS = ['yes', 'no', 'later', 'not-yet'] as const
export const TOLD_STANDS = ['seen', 'not-seen'] as const
export type AskedStand = (typeof ASKED_STANDS)[number]
export type ToldStand = (typeof TOLD_STANDS)[number]

/** Everybody who says yes or no to a programme: those whom the campaign reached as they stand, and the others. */
export type CampaignCounts = Record<AskedStand | ToldStand | 'other-yes' | 'other-no', number>

/** How a programme's newest version was met, as it may be shown. */
export type CampaignFigures = {
  version: string
  asked: { counts: Record<AskedStand, Shown>; total: Shown } | null
  told: { counts: Record<ToldStand, Shown>; total: Shown } | null
}

/**
 * A campaign's figures, suppressed below the threshold; null where nobody was reached.
 * The page tells how many say yes and how many no in all, so these are parts of the two, and whoever was not reached is
 * one more part of each: never shown, and the first to be hidden with a small one. No hospital and no language is told.
 */
export function campaignFigures(version: string, people: CampaignCounts, threshold: number): CampaignFigures | null {
  const wasAsked = ASKED_STANDS.some((stand) => people[stand] > 0)
  const wasTold = TOLD_STANDS.some((stand) => people[stand] > 0)
  if (!wasAsked && !wasTold) return null

  const ofYes = OF_YES.filter((part) =>
    isOneOf(ASKED_STANDS, part) ? wasAsked : isOneOf(TOLD_STANDS, part) ? wasTold : true,
  )
  const shown = new Map([...partsShown(ofYes, people, threshold), ...partsShown(OF_NO, people, threshold)])
  const count = (part: Part) => shown.get(part) ?? null
  const asked = { yes: count('yes'), no: count('no'), later: count('later'), 'not-yet': count('not-yet') }
  const told = { seen: count('seen'), 'not-seen': count('not-seen') }
  return {
    version,
    asked: wasAsked ? { counts: asked, total: sumOfShown(Object.values(asked)) } : null,
    told: wasTold ? { counts: told, total: sumOfShown(Object.values(told)) } : null,
  }
}

type Part = keyof CampaignCounts

/** The parts of all who say yes, and of all who say no, in the order in which one more is hidden with a small one. */
const OF_YES = ['yes', 'later', 'seen', 'other-yes', 'not-yet', 'not-seen'] as const
const OF_NO = ['no', 'other-no'] as const

function partsShown(parts: readonly Part[], people: CampaignCounts, threshold: number): [Part, Shown][] {
  const { counts } = suppressed(
    parts.map((part) => people[part]),
    threshold,
  )
  return parts.map((part, place) => [part, counts[place] ?? null])
}

function isOneOf(stands: readonly string[], stand: string): boolean {
  return stands.includes(stand)
}

/** Only where every part is shown: so how many were reached tells no more than the parts do. */
function sumOfShown(counts: readonly Shown[]): Shown {
  return counts.reduce<Shown>((total, count) => (total === null || count === null ? null : total + count), 0)
}
