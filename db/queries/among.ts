import { type AnyColumn, type SQL, sql } from 'drizzle-orm'

/** `column = any($1)`: one parameter for any number of values, where `in (...)` would take one each. */
export function among(column: AnyColumn, values: readonly string[], type: 'uuid' | 'text' = 'uuid'): SQL {
  return sql`${column} = any(${sql.param(`{${values.map(quoted).join(',')}}`)}::${sql.raw(type)}[])`
}

/** An element of a PostgreSQL array literal. */
function quoted(value: string): string {
  return /["\\]/.test(value) ? `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"` : `"${value}"`
}
