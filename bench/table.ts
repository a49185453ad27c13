import type { Outcome } from './outcome.ts'

/** The outcomes for a terminal: a line each, with what must hold besides below it. */
export function table(outcomes: readonly Outcome[]): string {
  const rows = outcomes.map((one) => [
    one.name,
    figure(one.ours, one.unit),
    figure(one.against, one.unit),
    `${shown(one.ratio)}x`,
    one.reach,
    one.met ? 'met' : 'NOT MET',
  ])
  const lines = aligned([['work', 'ours', 'against', 'ratio', 'reach', ''], ...rows])
  const [heading = '', ...rest] = lines
  const explained = rest.flatMap((line, index) => [line, ...explanations(outcomes[index])])
  return [heading, '-'.repeat(heading.length), ...explained].join('\n')
}

function explanations(outcome: Outcome | undefined): string[] {
  if (!outcome) return []
  const { work, peer, also, notes } = outcome
  const conditions = also.map(({ says, met }) => `    ${met ? 'holds' : 'DOES NOT HOLD'}: ${says}`)
  return [`    ${work}`, `    against ${peer}`, ...conditions, ...notes.map((note) => `    ${note}`)]
}

function figure(value: number, unit: string): string {
  return unit === '/s' ? `${shown(value)}/s` : `${shown(value)} ${unit}`
}

/** Three digits are more than a busy machine can promise. */
function shown(value: number): string {
  return Number(value.toPrecision(3)).toLocaleString('en', { maximumFractionDigits: 3 })
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}
