import { findContributor } from '#db/queries/contributors.server.ts'
import { findEverythingOf, findNotedOf, type HandedOutRow } from '#db/queries/everything-of.server.ts'
import { TABLES_HANDED_OUT } from '#db/queries/tables-handed-out.server.ts'
import { openAddress } from '../crypto/mail-address.server.ts'
import { openPaper } from '../crypto/paper-seal.server.ts'
import { openName } from '../crypto/private-name.server.ts'
import { openRightsWords } from '../crypto/rights-words.server.ts'
import type { Portal } from '../portal.server.ts'

type Holder = { master: Buffer; wrappedKey: Buffer }

/** Everything that the tables hold about a contributor, as of one moment, with what is sealed opened for her (GDPR Art. 15). */
export async function readEverything(
  { db, secrets, log }: Portal,
  contributorId: string,
): Promise<Record<string, HandedOutRow[]>> {
  return db.as(
    { subject: contributorId },
    async (tx) => {
      const wrappedKey = (await findContributor(tx, contributorId))?.wrappedKey
      if (!wrappedKey) throw new Error('the account is closed')
      const holder = { master: secrets.master, wrappedKey }
      const failed = () => log.error('something sealed could not be opened for a download')
      const opened = Object.entries(await findEverythingOf(tx, contributorId)).map(([table, rows]) => [
        table,
        rows.map((row) => withOpened(holder, table, row, failed)),
      ])
      return { ...Object.fromEntries(opened), noted: await findNotedOf(tx, contributorId) }
    },
    { atOneMoment: true },
  )
}

/** What opens each sealed column. */
const OPENERS: Record<string, (holder: Holder, sealed: Buffer) => unknown> = {
  'mail_addresses.sealed': openAddress,
  'rights_requests.sealed_words': openRightsWords,
  'rights_requests.sealed_answer': openRightsWords,
  'rights_requests.sealed_reason': openRightsWords,
  'representations.label': openName,
  'acting_for.called_back': openName,
  'papers.sealed': openPaper,
}

/** What cannot be opened is said to be so, and is never nothing. */
function withOpened(holder: Holder, table: string, row: HandedOutRow, failed: () => void): HandedOutRow {
  const told = { ...row }
  for (const [column, name] of Object.entries(TABLES_HANDED_OUT[table]?.sealed ?? {})) {
    const sealed = bytesFrom(row[column])
    delete told[column]
    told[name] = null
    if (!sealed) continue
    try {
      const open = OPENERS[`${table}.${column}`]
      if (!open) throw new Error(`nothing opens ${table}.${column}`)
      told[name] = open(holder, sealed)
    } catch {
      failed()
      told[name] = { not_opened: true }
    }
  }
  return told
}

/** Bytes as PostgreSQL writes them in JSON: `\x` and hexadecimal digits. */
function bytesFrom(value: unknown): Buffer | null {
  return typeof value === 'string' && value.length > 2 ? Buffer.from(value.slice(2), 'hex') : null
}
