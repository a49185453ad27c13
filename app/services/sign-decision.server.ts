import { signedAndChecked } from '../crypto/sign.server.ts'
import type { Portal } from '../portal.server.ts'
import type { DecisionReply } from './decide-for-subjects.server.ts'

/** As large as the reply to 100,000 subjects can be. */
const MAX_BYTES = 16 * 2 ** 20

/** The same answer as a signed document that a node can keep as evidence. */
export function signDecision(
  { keys, settings }: Portal,
  { clientId, decision }: { clientId: string; decision: DecisionReply },
): Promise<string> {
  const iat = Math.floor(Date.parse(decision.as_of) / 1000)
  const claims = { iss: settings.url, aud: clientId, iat, jti: decision.decision_id, decision }
  return signedAndChecked(keys, 'decision+jwt', claims, { maxBytes: MAX_BYTES })
}
