/** One report of one node, as the person whose data it names sees it. */
export type UseOfMine = {
  at: Date
  dataUseId: string
  operation: string
  tool: { name: string; version: string }
  outcome: 'used' | 'denied'
  booking: 'accepted' | 'disputed'
  hospital: string
  /** What was approved; null where nothing of that name was. */
  project: { organisation: string; purpose: string; words: Record<string, { title: string; summary: string }> } | null
}

/** What happened to a person's data: used, stopped by the hospital's check, or reported in a way that does not fit. */
export type UseResult = 'used' | 'denied' | 'disputed'

/** The same thing, done once or many times in one month. */
export type UseLine = Pick<UseOfMine, 'operation' | 'tool' | 'hospital'> & {
  result: UseResult
  /** `YYYY-MM`, UTC. */
  month: string
  times: number
  first: Date
  last: Date
}

/** Everything that one project did. */
export type ProjectUses = Pick<UseOfMine, 'dataUseId' | 'project'> & { lines: UseLine[] }

/** Uses by project and month, newest first; what was repeated within a month is one line with a count. */
export function usesByProject(uses: readonly UseOfMine[]): ProjectUses[] {
  const projects = new Map<string, ProjectUses>()
  for (const use of uses.toSorted((a, b) => b.at.getTime() - a.at.getTime())) {
    const { dataUseId, project } = use
    const of = projects.get(dataUseId) ?? { dataUseId, project, lines: [] }
    projects.set(dataUseId, of)
    addTo(of.lines, use)
  }
  return [...projects.values()]
}

export function resultOf({ outcome, booking }: Pick<UseOfMine, 'outcome' | 'booking'>): UseResult {
  return booking === 'disputed' ? 'disputed' : outcome
}

/** Uses come newest first, so a line's first use is the one added last. */
function addTo(lines: UseLine[], use: UseOfMine): void {
  const { operation, tool, hospital, at } = use
  const month = at.toISOString().slice(0, 7)
  const line: UseLine = { operation, tool, hospital, result: resultOf(use), month, times: 1, first: at, last: at }
  const same = lines.find((known) => isSame(known, line))
  if (!same) {
    lines.push(line)
    return
  }
  same.times += 1
  same.first = at
}

function isSame(a: UseLine, b: UseLine): boolean {
  return (
    a.month === b.month &&
    a.result === b.result &&
    a.operation === b.operation &&
    a.hospital === b.hospital &&
    a.tool.name === b.tool.name &&
    a.tool.version === b.tool.version
  )
}
