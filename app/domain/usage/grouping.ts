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

/** The same thing, done once or many times. */
export type UseLine = Pick<UseOfMine, 'operation' | 'tool' | 'hospital'> & {
  result: UseResult
  times: number
  first: Date
  last: Date
}

/** Everything that one project did in one month. */
export type UseGroup = Pick<UseOfMine, 'dataUseId' | 'project'> & { month: string; lines: UseLine[] }

/** Uses by month and project, newest first; what was repeated is one line with a count. */
export function usesByMonth(uses: readonly UseOfMine[]): UseGroup[] {
  const groups = new Map<string, UseGroup>()
  for (const use of uses.toSorted((a, b) => b.at.getTime() - a.at.getTime())) {
    const month = use.at.toISOString().slice(0, 7)
    const key = `${month} ${use.dataUseId}`
    const group = groups.get(key) ?? { month, dataUseId: use.dataUseId, project: use.project, lines: [] }
    groups.set(key, group)
    addTo(group.lines, use)
  }
  return [...groups.values()]
}

export function resultOf({ outcome, booking }: Pick<UseOfMine, 'outcome' | 'booking'>): UseResult {
  return booking === 'disputed' ? 'disputed' : outcome
}

function addTo(lines: UseLine[], use: UseOfMine): void {
  const { operation, tool, hospital, at } = use
  const result = resultOf(use)
  const same = lines.find(
    (line) =>
      line.result === result &&
      line.operation === operation &&
      line.hospital === hospital &&
      line.tool.name === tool.name &&
      line.tool.version === tool.version,
  )
  if (!same) {
    lines.push({ operation, tool, hospital, result, times: 1, first: at, last: at })
    return
  }
  same.times += 1
  if (at < same.first) same.first = at
  if (at > same.last) same.last = at
}
