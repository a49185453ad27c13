import { Failure } from '../failure.ts'
import { isJsonObject } from '../strict-json.ts'
import type { BearerSource } from './access-token.ts'
import type { PortalClient } from './portal-client.ts'

const PATH = '/ssf/poll'

/** The event tokens that wait for this node, by `jti`, after it acknowledges these (RFC 8936 §2). */
export async function pollEvents(
  portal: PortalClient,
  bearer: BearerSource,
  ack: readonly string[],
): Promise<[jti: string, set: string][]> {
  const { sets } = await portal.askJson(PATH, {
    method: 'POST',
    headers: { Authorization: `Bearer ${await bearer()}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ returnImmediately: true, ack }),
  })
  if (!isJsonObject(sets)) throw new Failure('portal-answer-invalid', { path: PATH })
  return Object.entries(sets).map(([jti, set]) => [jti, String(set)])
}
