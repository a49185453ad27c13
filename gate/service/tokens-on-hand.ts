import { stat } from 'node:fs/promises'
import type { Basis } from '../covering-provision.ts'
import type { IssuedToken } from '../home/consent-token-store.ts'
import type { GateHome } from '../home/gate-home.ts'
import { heldTokens } from '../home/held-tokens.ts'

type Tokens = ReadonlyMap<string, IssuedToken>

/** The held tokens of each programme and data use, read again when a sync has replaced their file. */
export function tokensOnHand(home: GateHome): (basis: Basis) => Promise<Tokens> {
  const read = new Map<string, { version: string; tokens: Promise<Tokens> }>()
  return async (basis) => {
    const path = home.paths.consentTokens(basis)
    const version = await versionOf(path)
    const known = read.get(path)
    if (known?.version === version) return known.tokens
    const tokens = heldTokens(home, basis)
    if (version !== null) read.set(path, { version, tokens })
    tokens.catch(() => read.delete(path))
    return tokens
  }
}

/** A sync replaces the file whole, so that a new version is another file. */
async function versionOf(path: string): Promise<string | null> {
  const found = await stat(path, { bigint: true }).catch(() => null)
  return found && `${found.ino} ${found.mtimeNs} ${found.size}`
}
