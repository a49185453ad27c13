import { type Decision, recorded, refused } from '../decision.ts'

export const USAGE_REPORT_TYPE = 'usage-report+jwt'

/** What a report may be signed with. */
export const REPORT_ALGORITHMS = ['ES256', 'ES384'] as const

export const USAGE_OPERATIONS = ['training', 'validation', 'inference', 'statistics'] as const

/** How old a report may be when it arrives, how far ahead its clock may be, and how many people it names. */
const MAX_AGE_SECONDS = 24 * 60 * 60
const CLOCK_SKEW_SECONDS = 60
const MAX_NAMED = 10_000

export type UsageOperation = (typeof USAGE_OPERATIONS)[number]

/** What a node says it did. It names people by their pseudonyms or by the ids of their consent tokens. */
export type UsageReport = {
  jti: string
  sequence: number
  dataUseId: string
  operation: UsageOperation
  tool: { name: string; version: string }
  at: Date
  outcome: 'used' | 'denied'
  named: { by: 'pseudonym' | 'token'; values: string[] }
}

export type ReportRefusal =
  | 'report-not-its-own'
  | 'report-audience-wrong'
  | 'report-too-old'
  | 'report-from-the-future'
  | 'report-claim-invalid'

/** The report that the claims of a well-signed JWS make: by this node, for this portal, of the last day. */
export function usageReportFrom(
  claims: Record<string, unknown>,
  { clientId, audience, now }: { clientId: string; audience: string; now: Date },
): Decision<UsageReport, ReportRefusal> {
  const { iss, aud, iat } = claims
  if (iss !== clientId) return refused('report-not-its-own')
  if (aud !== audience) return refused('report-audience-wrong')
  if (typeof iat !== 'number' || iat < seconds(now) - MAX_AGE_SECONDS) return refused('report-too-old')
  const report = reportIn(claims)
  if (!report) return refused('report-claim-invalid')
  if (Math.max(iat, seconds(report.at)) > seconds(now) + CLOCK_SKEW_SECONDS) return refused('report-from-the-future')
  return recorded(report)
}

function reportIn(claims: Record<string, unknown>): UsageReport | null {
  const { jti, seq, data_use, operation, tool, at, outcome, subjects, tokens } = claims
  const moment = momentFrom(at)
  const named = namedIn(subjects, tokens)
  const { name, version } = (tool ?? {}) as { name?: unknown; version?: unknown }
  if (!isText(jti, 255) || !isSequence(seq) || !isText(data_use, 64) || !isOperation(operation)) return null
  if (!isText(name, 200) || !isText(version, 100) || !moment || !named) return null
  if (outcome !== 'used' && outcome !== 'denied') return null
  return { jti, sequence: seq, dataUseId: data_use, operation, tool: { name, version }, at: moment, outcome, named }
}

/** Seconds since the epoch (RFC 7519 §2) or a date-time (RFC 3339). */
function momentFrom(at: unknown): Date | null {
  const isDateTime = typeof at === 'string' && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?Z$/.test(at)
  const moment = new Date(typeof at === 'number' ? at * 1000 : isDateTime ? at : Number.NaN)
  return Number.isNaN(moment.getTime()) || moment.getTime() < 0 ? null : moment
}

function namedIn(subjects: unknown, tokens: unknown): UsageReport['named'] | null {
  if ((subjects === undefined) === (tokens === undefined)) return null
  const values = subjects ?? tokens
  if (!Array.isArray(values) || values.length === 0 || values.length > MAX_NAMED) return null
  if (!values.every((value) => isText(value, 64))) return null
  return { by: subjects === undefined ? 'token' : 'pseudonym', values: [...new Set<string>(values)] }
}

function isText(value: unknown, longest: number): value is string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  const unprintable = /[\u0000-\u001f\u007f\ufffd]/
  return (
    typeof value === 'string' &&
    value.length > 0 &&
    value.length <= longest &&
    value.isWellFormed() &&
    !unprintable.test(value)
  )
}

function isSequence(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) > 0 && (value as number) <= 2 ** 31 - 1
}

function isOperation(value: unknown): value is UsageOperation {
  return USAGE_OPERATIONS.some((operation) => operation === value)
}

function seconds(at: Date): number {
  return at.getTime() / 1000
}
