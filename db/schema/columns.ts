import { sql } from 'drizzle-orm'
import { customType, timestamp } from 'drizzle-orm/pg-core'

/** An instant with millisecond precision, so that a JavaScript Date holds it exactly. */
export const instant = () => timestamp({ withTimezone: true, precision: 3, mode: 'date' })

export const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' })

const xid8 = customType<{ data: string }>({ dataType: () => 'xid8' })

/** The transaction that wrote a row: PostgreSQL itself says of one whether a snapshot taken at some moment saw it. */
export const writtenIn = () => xid8().notNull().default(sql`pg_current_xact_id()`)
