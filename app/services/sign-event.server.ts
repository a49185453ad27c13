import { signedAndChecked } from '../crypto/sign.server.ts'
import { eventClaims, type ToldEvent } from '../domain/event/event-claims.ts'
import type { Portal } from '../portal.server.ts'

const MAX_BYTES = 4096

/** An event as a token that one node can check (RFC 8417 §2.3: `typ` is `secevent+jwt`). */
export function signEvent({ keys, settings }: Portal, clientId: string, event: ToldEvent): Promise<string> {
  const claims = eventClaims(event, { issuer: settings.url, clientId })
  return signedAndChecked(keys, 'secevent+jwt', claims, { maxBytes: MAX_BYTES })
}
