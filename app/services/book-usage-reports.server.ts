import { randomUUID } from 'node:crypto'
import type { Tx } from '#db/client.server.ts'
import { lockNode, setUsageSequence } from '#db/queries/nodes.server.ts'
import { type BookedReport, findEndOfRun, findReportsLike, insertReport } from '#db/queries/usage-reports.server.ts'
import { requestHash } from '../crypto/request-hash.server.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import { isSequenceTaken } from '../domain/usage/booking.ts'
import type { Portal } from '../portal.server.ts'
import { type Assessment, assessUsageReport } from './assess-usage-report.server.ts'
import { once } from './once.server.ts'
import type { SignedReport } from './read-usage-reports.server.ts'
import type { BearerNode } from './recognise-node.server.ts'

type Booked = Pick<BookedReport, 'jti' | 'booking' | 'dispute' | 'unknownSubjects'>

/** `isNew` is false where every report had been booked before; `expectedNext` is the first number that is missing. */
export type Books = { reports: Booked[]; expectedNext: number; isNew: boolean }

/** Books what a node reports, in its order, all or none; a report that was booked before stays as it was. */
export async function bookUsageReports(
  portal: Portal,
  { node, reports, key }: { node: BearerNode; reports: readonly SignedReport[]; key: string | null },
) {
  const assessed: Assessed[] = []
  for (const report of reports) assessed.push({ ...report, ...(await assessUsageReport(portal, node, report)) })

  const texts = reports.map(({ jws }) => jws)
  const at = portal.clock.now()
  const attempt = { nodeId: node.id, key, bodyHash: requestHash(portal.secrets.pepper, texts), at }
  return portal.db.as({ organisation: node.organisationId }, (tx) =>
    once<Books, 'usage-sequence-taken'>(tx, attempt, {
      first: () => bookAll(tx, node, assessed, at),
      keep: (books) => books,
      again: async (kept) => recorded({ ...(kept as Books), isNew: false }),
    }),
  )
}

type Assessed = SignedReport & Assessment

/** The first number that this node has not reported. */
export async function expectedSequence({ db }: Portal, node: BearerNode): Promise<number> {
  const { usageSequence } = await db.as({ organisation: node.organisationId }, (tx) => lockNode(tx, node.id))
  return usageSequence + 1
}

async function bookAll(
  tx: Tx,
  node: BearerNode,
  reports: readonly Assessed[],
  at: Date,
): Promise<Decision<Books, 'usage-sequence-taken'>> {
  const { usageSequence } = await lockNode(tx, node.id)
  const before = await findReportsLike(tx, node.id, reports)
  if (isSequenceTaken(reports, before)) return refused('usage-sequence-taken')

  const booked = new Map<string, Booked>(before.map((report) => [report.jti, report]))
  for (const report of reports) {
    if (!booked.has(report.jti)) booked.set(report.jti, await book(tx, node, report, at))
  }
  const last = await findEndOfRun(tx, { nodeId: node.id, sequence: usageSequence })
  if (last > usageSequence) await setUsageSequence(tx, node.id, last)
  return recorded({
    reports: reports.flatMap(({ jti }) => booked.get(jti) ?? []).map(asBooked),
    expectedNext: last + 1,
    isNew: reports.some(({ jti }) => before.every((known) => known.jti !== jti)),
  })
}

async function book(tx: Tx, node: BearerNode, report: Assessed, receivedAt: Date): Promise<Booked> {
  const { jti, sequence, dataUseId, operation, tool, outcome, at, jws, booking, unknown, people } = report
  const row = {
    ...booking,
    id: randomUUID(),
    nodeId: node.id,
    jti,
    sequence,
    dataUseId,
    operation,
    toolName: tool.name,
    toolVersion: tool.version,
    outcome,
    unknownSubjects: unknown,
    at,
    receivedAt,
    jws,
  }
  await insertReport(tx, row, people)
  return row
}

function asBooked({ jti, booking, dispute, unknownSubjects }: Booked): Booked {
  return { jti, booking, dispute, unknownSubjects }
}
