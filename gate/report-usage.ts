import { Failure } from './failure.ts'
import type { GateHome } from './home/gate-home.ts'
import { withLock } from './home/lock.ts'
import { type PendingReport, readUsageJournal, type UsageJournal, writeUsageJournal } from './home/usage-journal.ts'
import { bearerSource } from './portal/access-token.ts'
import { type Answer, jsonOf, type PortalClient, portalClient, refused } from './portal/portal-client.ts'
import { renumbered, signedUsageReport, type Usage, usageDigest } from './usage-report.ts'
import type { World } from './world.ts'

const PATIENCE = 30_000

/** Tells the portal what was done. A number is used up only by a report that the portal took. */
export function reportUsage(home: GateHome, usage: Usage, world: World): Promise<{ seq: number }> {
  return withLock(home.paths.lock, PATIENCE, async () => {
    const portal = portalClient(home.config.portal, world.fetch)
    const about = usageDigest(usage)
    const journal = await readUsageJournal(home.paths.usage)

    const settled = journal.pending ? await deliver(home, journal.pending, portal, world) : journal
    if (journal.pending?.about === about) return { seq: settled.accepted_seq }

    const next = await planned(home, usage, about, settled, world)
    const { accepted_seq } = await deliver(home, next, portal, world)
    return { seq: accepted_seq }
  })
}

/** Signed and written down before it is sent. */
async function planned(home: GateHome, usage: Usage, about: string, journal: UsageJournal, world: World) {
  const seq = journal.accepted_seq + 1
  const jws = await signedUsageReport(usage, home, numbered(seq, world))
  const pending: PendingReport = { seq, about, jws }
  await writeUsageJournal(home.paths.usage, { ...journal, pending })
  return pending
}

/** Sends the report; one that the portal refuses for good is given up, and its number with it is free again. */
async function deliver(
  home: GateHome,
  { seq, about, jws }: PendingReport,
  portal: PortalClient,
  world: World,
  lastTry = false,
): Promise<UsageJournal> {
  const bearer = await bearerSource(home, 'accord/usage.write', portal, world)()
  const answer = await portal.ask('/api/v1/usage-reports', {
    method: 'POST',
    headers: { Authorization: `Bearer ${bearer}`, 'Content-Type': 'application/jwt', Accept: 'application/json' },
    body: jws,
  })
  if (answer.status >= 200 && answer.status < 300) {
    const accepted: UsageJournal = { accepted_seq: seq, pending: null }
    await writeUsageJournal(home.paths.usage, accepted)
    return accepted
  }
  if (isRefusedForGood(answer.status)) {
    await writeUsageJournal(home.paths.usage, { accepted_seq: seq - 1, pending: null })
    throw new Failure('report-refused', refused('/api/v1/usage-reports', answer).detail)
  }
  const free = firstFreeNumber(answer)
  if (lastTry || free === null || free <= seq) throw refused('/api/v1/usage-reports', answer)
  const pending = { seq: free, about, jws: await renumbered(jws, home, numbered(free, world)) }
  await writeUsageJournal(home.paths.usage, { accepted_seq: free - 1, pending })
  return deliver(home, pending, portal, world, true)
}

/** Where this home lost count, for example because it was set up anew, the portal says which number is free. */
function firstFreeNumber(answer: Answer): number | null {
  if (answer.status !== 409) return null
  const { type, expected_next } = jsonOf('/api/v1/usage-reports', answer)
  const isTaken = typeof type === 'string' && type.endsWith('/usage-sequence-taken')
  return isTaken && Number.isSafeInteger(expected_next) ? (expected_next as number) : null
}

function numbered(seq: number, { randomId, now }: World) {
  return { seq, jti: randomId(), at: now() }
}

/** What is wrong with the report itself, rather than with the moment or with who may send it. */
function isRefusedForGood(status: number): boolean {
  return status === 400 || status === 413 || status === 415 || status === 422
}
