import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { shownFigure } from '#app/domain/impact/shown-figure.ts'
import { type SuppressedTable, suppressed, suppressedTable } from '#app/domain/impact/suppression.ts'

describe('small numbers', () => {
  test('a count below the threshold is not shown, and takes another with it', () => {
    expect(suppressed([41, 4, 30], 10)).toEqual({ counts: [41, null, null], total: 75 })
  })

  test('counts at the threshold are shown, with their total', () => {
    expect(suppressed([10, 25], 10)).toEqual({ counts: [10, 25], total: 35 })
  })

  test('a total below the threshold is not shown either', () => {
    expect(suppressed([2, 0, 5], 10)).toEqual({ counts: [null, null, null], total: null })
  })

  test('small counts that are a small number together hide one more', () => {
    expect(suppressed([1, 2, 50, 60], 10)).toEqual({ counts: [null, null, null, 60], total: 113 })
  })

  test('none is as small as one: an empty cell is hidden too', () => {
    expect(suppressed([0, 30, 40], 10).counts).toEqual([null, null, 40])
  })

  test('a row or a grand total is shown only where everything in it is', () => {
    const table = suppressedTable(
      [
        [40, 12, 2],
        [50, 11, 3],
      ],
      10,
    )
    expect(table.cells).toEqual([
      [40, 12, null],
      [50, 11, null],
    ])
    expect(table).toMatchObject({ rowTotals: [null, null], columnTotals: [90, 23, null], total: null })
  })

  test('a percentage in a summary is no count, people and scans are', () => {
    const rows = [
      { key: 'a', value: 4 },
      { key: 'b', value: 90 },
    ]
    expect(shownFigure({ kind: 'bars', unit_key: 'percent', rows }, 10)).toEqual(rows)
    expect(shownFigure({ kind: 'bars', unit_key: 'people', rows }, 10).map(({ value }) => value)).toEqual([null, null])
  })
})

const threshold = fc.integer({ min: 2, max: 12 })
const table = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 4 })).chain(([height, width]) =>
  fc.array(fc.array(fc.integer({ min: 0, max: 40 }), { minLength: width, maxLength: width }), {
    minLength: height,
    maxLength: height,
  }),
)

describe('what is hidden cannot be computed back', () => {
  test('nothing below the threshold is ever shown, in a cell or in a total', () => {
    fc.assert(
      fc.property(table, threshold, (rows, atLeast) => {
        const { cells, rowTotals, columnTotals, total } = suppressedTable(rows, atLeast)
        const shown = [...cells.flat(), ...rowTotals, ...columnTotals, total].filter((count) => count !== null)
        expect(shown.every((count) => count >= atLeast)).toBe(true)
      }),
    )
  })

  test('every hidden cell could be another number, with all that is shown the same', () => {
    fc.assert(
      fc.property(table, threshold, (rows, atLeast) => {
        const shown = suppressedTable(rows, atLeast)
        shown.cells.forEach((row, y) => {
          row.forEach((cell, x) => {
            if (cell !== null) return
            const other = anotherTable(rows, shown, y, x)
            expect(other[y]?.[x]).not.toBe(rows[y]?.[x])
            expect(other.flat().every((count) => count >= 0)).toBe(true)
            expect(seen(other, shown)).toEqual(shown)
          })
        })
      }),
    )
  })

  test('what a reader can subtract (the hidden part of a column) is never a small number of people', () => {
    fc.assert(
      fc.property(table, threshold, (rows, atLeast) => {
        const { cells, columnTotals } = suppressedTable(rows, atLeast)
        columnTotals.forEach((total, x) => {
          const column = cells.map((row) => row[x] ?? null)
          if (total === null || !column.includes(null)) return
          const shown = column.reduce<number>((sum, count) => sum + (count ?? 0), 0)
          expect(total - shown).toBeGreaterThanOrEqual(atLeast)
          expect(column.filter((count) => count === null).length).toBeGreaterThan(1)
        })
      }),
    )
  })

  test('not even by a reader who knows this program: every hidden count has several values that give the same page', () => {
    for (const length of [1, 2, 3, 4]) {
      const possible = new Map<string, Set<number>[]>()
      const pages: string[] = []
      for (const counts of everyList(length, 9)) {
        if (counts.reduce((sum, count) => sum + count, 0) > 9) continue
        const page = JSON.stringify(suppressed(counts, 3))
        const values = possible.get(page) ?? counts.map(() => new Set<number>())
        counts.forEach((count, place) => {
          values[place]?.add(count)
        })
        possible.set(page, values)
        pages.push(page)
      }
      for (const page of pages) {
        const { counts } = JSON.parse(page) as { counts: (number | null)[] }
        counts.forEach((count, place) => {
          if (count === null) expect(possible.get(page)?.[place]?.size, page).toBeGreaterThan(1)
        })
      }
    }
  })
})

/** A table that differs from `rows` in this hidden cell and shows the same. */
function anotherTable(rows: number[][], shown: SuppressedTable, y: number, x: number): number[][] {
  const other = rows.map((row) => [...row])
  const set = (row: number, by: number) => {
    const line = other[row]
    if (line) line[x] = (line[x] ?? 0) + by
  }
  const hidden = rows.flatMap((_, row) => (row !== y && shown.cells[row]?.[x] === null ? [row] : []))
  if (shown.columnTotals[x] === null) {
    set(y, 1)
    return other
  }
  const giver = hidden.find((row) => (rows[row]?.[x] ?? 0) > 0)
  if (giver !== undefined) {
    set(y, 1)
    set(giver, -1)
  } else if (hidden[0] !== undefined && (rows[y]?.[x] ?? 0) > 0) {
    set(y, -1)
    set(hidden[0], 1)
  }
  return other
}

/** What the page that shows `shown` would say if `rows` were the truth. */
function seen(rows: number[][], shown: SuppressedTable): SuppressedTable {
  const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0)
  const where = <Value>(hidden: unknown, value: Value) => (hidden === null ? null : value)
  return {
    cells: rows.map((row, y) => row.map((count, x) => where(shown.cells[y]?.[x], count))),
    rowTotals: rows.map((row, y) => where(shown.rowTotals[y], sum(row))),
    columnTotals: shown.columnTotals.map((total, x) => where(total, sum(rows.map((row) => row[x] ?? 0)))),
    total: where(shown.total, sum(rows.flat())),
  }
}

function everyList(length: number, highest: number): number[][] {
  if (length === 0) return [[]]
  return everyList(length - 1, highest).flatMap((rest) =>
    Array.from({ length: highest + 1 }, (_, first) => [first, ...rest]),
  )
}
