import type { Tx } from '#db/client.server.ts'
import { findAnswered, insertAnswered, tryHoldKey } from '#db/queries/idempotency.server.ts'
import { type Decision, refused } from '../domain/decision.ts'

/** Who asks under which Idempotency-Key (null: without one), and for what. */
export type Attempt = { nodeId: string; key: string | null; bodyHash: Buffer; at: Date }

export type OnceRefusal = 'idempotency-key-in-use' | 'idempotency-key-reused'

/** What is done the first time and what the repetition is answered; `keep` leaves out what must not be stored. */
export type Repeatable<Answer, Refusal extends string> = {
  first(): Promise<Decision<Answer, Refusal>>
  keep(answer: Answer): unknown
  again(kept: unknown): Promise<Decision<Answer, Refusal>>
}

/**
 * Does something once for each key (draft-ietf-httpapi-idempotency-key-header §2): the key is stored in the
 * transaction of what was done, so that a failed commit that did commit is repeated without harm.
 */
export async function once<Answer, Refusal extends string>(
  tx: Tx,
  { nodeId, key, bodyHash, at }: Attempt,
  { first, keep, again }: Repeatable<Answer, Refusal>,
): Promise<Decision<Answer, Refusal | OnceRefusal>> {
  if (key === null) return first()
  if (!(await tryHoldKey(tx, { nodeId, key }))) return refused('idempotency-key-in-use')

  const before = await findAnswered(tx, { nodeId, key })
  if (before) return before.bodyHash.equals(bodyHash) ? again(before.response) : refused('idempotency-key-reused')

  const answer = await first()
  if (answer.ok) await insertAnswered(tx, { nodeId, key, bodyHash, response: keep(answer.event), createdAt: at })
  return answer
}
