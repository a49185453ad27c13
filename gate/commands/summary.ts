import { stringify } from 'csv-stringify/sync'
import type { Knowledge } from '../knowledge.ts'
import type { Reason } from '../refusal.ts'

/** What a check found, in rows, and how old what it rests on is. */
export type Summary = {
  checked: number
  permitted: number
  denied: number
  knowledge: Knowledge
  reasons?: Partial<Record<Reason, number>>
}

export function summaryAsJson(summary: Summary): string {
  return `${JSON.stringify(summary, null, 2)}\n`
}

export function summaryAsCsv({ checked, permitted, denied, knowledge, reasons = {} }: Summary): string {
  const facts = { checked, permitted, denied, ...knowledge }
  const denials = Object.entries(reasons).map(([reason, count]) => [`reasons.${reason}`, count])
  return stringify([['name', 'value'], ...Object.entries(facts), ...denials])
}
