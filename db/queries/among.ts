import { type AnyColumn, type SQL, sql } from 'drizzle-orm'

/** `column = any($1)`: one parameter for any number of values, where `in (...)` would take one each. */
export function among(column: AnyColumn, values: readonly string[], type: 'uuid' | 'text' = 'uuid'): SQL {
  return sql`${column} = any(${sql.param(arrayLiteral(values))}::${sql.raw(type)}[])`
}

function arrayLiteral(values: readonly string[]): string {
  if (values.length === 0) return '{}'
  const plain = values.some(needsEscape) ? values.map(escaped) : values
  return `{"${plain.join('","')}"}`
}

function needsEscape(value: string): boolean {
  return /["\\]/.test(value)
}

function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')
}
