import type { Outcome } from '../held/judge.ts'
import type { Reason } from '../refusal.ts'
import type { Cohort, Portion } from './cohort.ts'

export type Tally = { checked: number; permitted: number; denied: number; reasons: Partial<Record<Reason, number>> }

type OutcomesFor = (subjects: readonly string[]) => Promise<Outcome[]>

/** Checks portion after portion, hands on the entries that are permitted, and counts the rest by reason. */
export async function checkCohort(
  { before, portions, after }: Cohort,
  outcomesFor: OutcomesFor,
  allow: (text: string) => Promise<void>,
  checking: (checked: number) => void,
): Promise<Tally> {
  const tally: Tally = { checked: 0, permitted: 0, denied: 0, reasons: {} }
  await allow(before)
  for await (const { portion, judged } of oneAhead(portions, outcomesFor)) {
    const outcomes = await judged
    for (const outcome of outcomes) count(tally, outcome)
    await allow(portion.written((entry) => outcomes[entry] === 'permit'))
    checking(tally.checked)
  }
  await allow(after)
  return tally
}

/** Begins with the next portion before this one is judged, so that no thread ever waits for work. */
async function* oneAhead(portions: AsyncIterable<Portion>, outcomesFor: OutcomesFor) {
  let before: { portion: Portion; judged: Promise<Outcome[]> } | null = null
  for await (const portion of portions) {
    const judged = outcomesOf(portion, outcomesFor)
    judged.catch(() => undefined)
    if (before) yield before
    before = { portion, judged }
  }
  if (before) yield before
}

/** Nobody permits the use of what is about nobody. */
async function outcomesOf({ subjects }: Portion, outcomesFor: OutcomesFor): Promise<Outcome[]> {
  const outcomes = await outcomesFor(subjects.map((subject) => subject ?? ''))
  return outcomes.map((outcome, entry) => (subjects[entry] === null ? 'no-token' : outcome))
}

function count(tally: Tally, outcome: Outcome): void {
  tally.checked += 1
  if (outcome === 'permit') {
    tally.permitted += 1
  } else {
    tally.denied += 1
    tally.reasons[outcome] = (tally.reasons[outcome] ?? 0) + 1
  }
}
