import { readConsentTokens } from './home/consent-token-store.ts'
import type { GateHome } from './home/gate-home.ts'
import { readTrustFile } from './home/trust-file.ts'
import { isJsonObject } from './strict-json.ts'
import { requireValidStatus } from './token-status.ts'
import type { Trust } from './trust.ts'

/** Which of these tokens this node holds and, by the lists it has, would still accept. */
export async function stillPermitted(
  home: GateHome,
  jtis: ReadonlySet<string>,
  { statusLists }: Trust,
  at: Date,
): Promise<Set<string>> {
  const permitted = new Set<string>()
  for (const { jti, status } of await heldAmong(home, jtis)) {
    const isValid = await requireValidStatus(status, statusLists, at).then(
      () => true,
      () => false,
    )
    if (isValid) permitted.add(jti)
  }
  return permitted
}

type HeldToken = { jti: string; status: { idx: number; uri: string } }

async function heldAmong(home: GateHome, jtis: ReadonlySet<string>): Promise<HeldToken[]> {
  if (jtis.size === 0) return []
  const held: HeldToken[] = []
  const trust = await readTrustFile(home.paths.trust)
  for (const { basis } of trust?.bundle?.targets ?? []) {
    const tokens = await readConsentTokens(home.paths.consentTokens(basis))
    for (const { consent_token } of tokens?.bySubject.values() ?? []) {
      const token = named(consent_token)
      if (token && jtis.has(token.jti)) held.push(token)
    }
  }
  return held
}

/** What a token says of itself, unverified: it only decides what is not yet acknowledged. */
function named(token: string): HeldToken | null {
  try {
    const { jti, status } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
    const entry = isJsonObject(status) ? status.status_list : null
    if (typeof jti !== 'string' || !isJsonObject(entry)) return null
    return { jti, status: { idx: Number(entry.idx), uri: String(entry.uri) } }
  } catch {
    return null
  }
}
