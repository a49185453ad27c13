import type { Basis } from '../covering-provision.ts'
import { Failure } from '../failure.ts'
import { type IssuedToken, readConsentTokens } from './consent-token-store.ts'
import type { GateHome } from './gate-home.ts'

/** The tokens that this node holds for a programme or a data use, by subject. */
export async function heldTokens(home: GateHome, basis: Basis): Promise<ReadonlyMap<string, IssuedToken>> {
  const tokens = await readConsentTokens(home.paths.consentTokens(basis))
  if (!tokens) throw new Failure('target-not-synced', { hint: 'add it to config.json and sync' })
  return tokens.bySubject
}
