import { heldVerdict } from '../held-verdict.ts'
import type { IssuedToken } from '../home/consent-token-store.ts'
import type { Reason } from '../refusal.ts'
import type { Verdict } from '../verify-consent-token.ts'
import type { CohortRow } from './read-cohort.ts'

export type Tally = { checked: number; permitted: number; denied: number; reasons: Partial<Record<Reason, number>> }

type Verify = (token: string) => Promise<Verdict>

/** As many signatures at a time as keep every core busy without holding a whole cohort. */
const BATCH = 512

/** Checks row after row, hands on those that are permitted, and counts the rest by reason. */
export async function checkCohort(
  rows: AsyncIterable<CohortRow>,
  tokens: ReadonlyMap<string, IssuedToken>,
  verify: Verify,
  allow: (rows: string[][]) => Promise<void>,
): Promise<Tally> {
  const tally: Tally = { checked: 0, permitted: 0, denied: 0, reasons: {} }
  const verdictFor = rememberedVerdicts(tokens, verify)
  for await (const batch of batchesOf(rows)) {
    const verdicts = await Promise.all(batch.map(({ subject }) => verdictFor(subject)))
    for (const verdict of verdicts) count(tally, verdict)
    await allow(batch.filter((_, index) => verdicts[index]?.outcome === 'permit').map(({ cells }) => cells))
  }
  return tally
}

/** A person may fill many rows, one for each scan; each person is verified once. */
function rememberedVerdicts(tokens: ReadonlyMap<string, IssuedToken>, verify: Verify) {
  const verdicts = new Map<string, Promise<Verdict>>()
  return (subject: string): Promise<Verdict> => {
    const verdict = verdicts.get(subject) ?? heldVerdict(subject, tokens, verify)
    verdicts.set(subject, verdict)
    return verdict
  }
}

function count(tally: Tally, verdict: Verdict): void {
  tally.checked += 1
  if (verdict.outcome === 'permit') {
    tally.permitted += 1
  } else {
    tally.denied += 1
    tally.reasons[verdict.reason] = (tally.reasons[verdict.reason] ?? 0) + 1
  }
}

async function* batchesOf(rows: AsyncIterable<CohortRow>): AsyncGenerator<CohortRow[]> {
  let batch: CohortRow[] = []
  for await (const row of rows) {
    batch.push(row)
    if (batch.length < BATCH) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
