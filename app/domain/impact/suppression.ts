/** A count that may be shown, or null where it may not. */
export type Shown = number | null

/**
 * Hides the counts below the threshold, and further ones until the hidden ones cannot be computed back: the reader is
 * taken to know the total, so at least two stay hidden and together they are no small number themselves.
 * The further ones are the next in the list, whatever they count: a choice by size would tell something of the size.
 */
export function suppressed(counts: readonly number[], threshold: number): { counts: Shown[]; total: Shown } {
  const total = sum(counts)
  if (total < threshold) return { counts: counts.map(() => null), total: null }

  const hidden = hiddenPlaces(counts, threshold)
  return { counts: counts.map((count, place) => (hidden.has(place) ? null : count)), total }
}

export type SuppressedTable = { cells: Shown[][]; rowTotals: Shown[]; columnTotals: Shown[]; total: Shown }

/**
 * Every column on its own, as above. A row's total is shown only where the whole row is, the grand total only where all
 * column totals are: so neither tells more than the columns do, and tables that share columns cannot be compared.
 */
export function suppressedTable(rows: readonly (readonly number[])[], threshold: number): SuppressedTable {
  const width = rows[0]?.length ?? 0
  const columns = Array.from({ length: width }, (_, place) =>
    suppressed(
      rows.map((row) => row[place] ?? 0),
      threshold,
    ),
  )
  const cells = rows.map((_, row) => columns.map(({ counts }) => counts[row] ?? null))
  const columnTotals = columns.map(({ total }) => total)
  return { cells, rowTotals: cells.map(sumOfShown), columnTotals, total: sumOfShown(columnTotals) }
}

function hiddenPlaces(counts: readonly number[], threshold: number): Set<number> {
  const small = counts.flatMap((count, place) => (count < threshold ? [place] : []))
  const hidden = new Set(small)
  const isSafe = () => hidden.size > 1 && sum([...hidden].map((place) => counts[place] ?? 0)) >= threshold
  for (let next = (small.at(-1) ?? 0) + 1; hidden.size > 0 && hidden.size < counts.length && !isSafe(); next++) {
    hidden.add(next % counts.length)
  }
  return hidden
}

function sumOfShown(counts: readonly Shown[]): Shown {
  return counts.reduce<Shown>((total, count) => (total === null || count === null ? null : total + count), 0)
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0)
}
