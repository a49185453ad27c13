import { customType, timestamp } from 'drizzle-orm/pg-core'

/** An instant with millisecond precision, so that a JavaScript Date holds it exactly. */
export const instant = () => timestamp({ withTimezone: true, precision: 3, mode: 'date' })

export const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' })
