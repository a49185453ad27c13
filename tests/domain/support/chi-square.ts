/** How far rows of counts are from having one distribution, as Pearson's statistic; its mean is (rows - 1)(columns - 1). */
export function chiSquare(rows: readonly (readonly number[])[]): number {
  const columns = rows[0]?.map((_, column) => sum(rows.map((row) => row[column] ?? 0))) ?? []
  const all = sum(columns)
  return sum(
    rows.flatMap((row) =>
      row.map((seen, column) => {
        const expected = (sum(row) * (columns[column] ?? 0)) / all
        return expected === 0 ? 0 : (seen - expected) ** 2 / expected
      }),
    ),
  )
}

/** Above this, fewer than one in a thousand samples of one distribution come (Wilson and Hilferty's approximation). */
export function oneInAThousand(degreesOfFreedom: number): number {
  const ninth = 2 / (9 * degreesOfFreedom)
  return degreesOfFreedom * (1 - ninth + 3.0902 * Math.sqrt(ninth)) ** 3
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
