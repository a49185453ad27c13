import type { Tx } from '#db/client.server.ts'
import { type AccessTokenRow, insertAccessTokens, insertAssertions } from '#db/queries/access-tokens.server.ts'
import type { Portal } from '../portal.server.ts'
import { inBatches } from './in-batches.server.ts'
import { perPortal } from './per-portal.server.ts'

/** An assertion that is shown, and the access token that is given for it. */
export type Spending = {
  assertion: { issuer: string; jti: string; expiresAt: Date }
  accessToken: AccessTokenRow | null
}

/** Whether this was the assertion's first use, on whatever instance (RFC 7523 §3): durable when this returns. */
export function spendAssertion(portal: Portal, spending: Spending): Promise<boolean> {
  return together(portal)(spending)
}

/** Whoever asks at the same time shares a transaction, and with it the wait for the disk. */
const together = perPortal(({ db }) => inBatches((all: readonly Spending[]) => db.as('public', (tx) => spend(tx, all))))

async function spend(tx: Tx, all: readonly Spending[]): Promise<boolean[]> {
  const assertions = all.map(({ assertion }) => assertion)
  const unused = new Set((await insertAssertions(tx, assertions)).map(nameOf))
  const isFirst = assertions.map((assertion) => unused.delete(nameOf(assertion))) // Of equal ones the first finds it.
  const granted = all.flatMap(({ accessToken }, place) => (isFirst[place] && accessToken) || [])
  await insertAccessTokens(tx, granted)
  return isFirst
}

/** Neither part can hold a space (`isIdentifier`). */
function nameOf({ issuer, jti }: { issuer: string; jti: string }): string {
  return `${issuer} ${jti}`
}
