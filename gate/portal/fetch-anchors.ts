import { anchorsIn } from '../anchors.ts'
import { Failure } from '../failure.ts'
import { isJsonObject } from '../strict-json.ts'
import type { PortalClient } from './portal-client.ts'

const PATH = '/.well-known/jwks.json'

/** The trust anchors that the portal shows to whoever asks: as good as the connection, until a person compared them. */
export async function fetchAnchors(portal: PortalClient): Promise<string[]> {
  const { keys, revoked_kids = [] } = await portal.askJson(PATH)
  if (!Array.isArray(keys) || !keys.every(isJsonObject) || !Array.isArray(revoked_kids)) {
    throw new Failure('portal-answer-invalid', { path: PATH })
  }
  const anchors = await anchorsIn({ keys, revoked_kids: revoked_kids.map(String) })
  if (anchors.length === 0) throw new Failure('portal-answer-invalid', { path: PATH, needs: 'a key for bundle+jwt' })
  return anchors
}
