import { findNodeByClientId } from '#db/queries/nodes.server.ts'
import { verifiedNodeJws } from '../crypto/node-jws.server.ts'
import {
  REPORT_ALGORITHMS,
  type ReportRefusal,
  USAGE_REPORT_TYPE,
  type UsageReport,
  usageReportFrom,
} from '../domain/usage/report.ts'
import type { Portal } from '../portal.server.ts'
import type { BearerNode } from './recognise-node.server.ts'

const MAX_REPORT_BYTES = 2 ** 20

export type SignedReport = UsageReport & { jws: string }

/** What is wrong with which report of a batch. */
export type ReportError = { report: number; code: ReportRefusal | 'report-not-verified' }

/** The reports that this node signed, or what is wrong with those that are none; one of them spoils the batch. */
export async function readUsageReports(
  portal: Portal,
  { node, signed }: { node: BearerNode; signed: readonly string[] },
): Promise<{ reports: SignedReport[]; errors: ReportError[] }> {
  const registered = await portal.db.as('public', (tx) => findNodeByClientId(tx, node.clientId))
  const expected = { clientId: node.clientId, audience: portal.settings.url, now: portal.clock.now() }
  const reports: SignedReport[] = []
  const errors: ReportError[] = []
  for (const [report, jws] of signed.entries()) {
    const claims = await claimsIn(jws, registered?.jwks ?? { keys: [] })
    const read = claims && usageReportFrom(claims, expected)
    if (read?.ok) reports.push({ ...read.event, jws })
    else errors.push({ report, code: read?.refusal ?? 'report-not-verified' })
  }
  return { reports, errors }
}

function claimsIn(jws: string, jwks: Parameters<typeof verifiedNodeJws>[1]) {
  const expected = { typ: USAGE_REPORT_TYPE, algorithms: REPORT_ALGORITHMS, maxBytes: MAX_REPORT_BYTES }
  return verifiedNodeJws(jws, jwks, expected).catch(() => null)
}
