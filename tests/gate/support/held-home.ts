import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { exportJWK, generateKeyPair } from 'jose'
import type { GateRequest } from '#gate/covering-provision.ts'
import { type HeldTokens, openHeldTokens } from '#gate/held/held-tokens.ts'
import { type IndexMemory, indexMemory } from '#gate/held/index-memory.ts'
import type { Outcome } from '#gate/held/judge.ts'
import { openHome, writeHome } from '#gate/home/gate-home.ts'
import { type TrustFile, trustFrom } from '#gate/home/trust-file.ts'
import { REQUEST } from '#gate/selftest/good-case.ts'
import type { Freshness } from '#gate/status-lists.ts'
import { temporaryFolder } from './folder.ts'
import { AT } from './token-case.ts'

export type StoredToken = { subject: string; consent_token: string; expires_at: string }

/** A node's home with a store that a test writes as it likes. */
export type HeldHome = {
  store: string
  index: string
  memory: IndexMemory
  write(tokens: readonly StoredToken[]): Promise<void>
  open(): Promise<HeldTokens>
  /** Opens, asks, remembers and closes, as a check does. */
  outcomes(subjects: readonly string[], asked?: Asked): Promise<Outcome[]>
}

export type Asked = { trust?: TrustFile; request?: GateRequest; at?: Date; freshness?: Freshness }

export async function heldHome(trust: TrustFile, request: GateRequest = REQUEST): Promise<HeldHome> {
  const folder = join(await temporaryFolder(), 'home')
  const key = await exportJWK((await generateKeyPair('ES384', { extractable: true })).privateKey)
  const config = { portal: trust.issuer, client_id: trust.audience, organisation: null, programmes: [], data_uses: [] }
  await writeHome(folder, config, { ...key, kid: 'node' } as Parameters<typeof writeHome>[2])
  const home = await openHome(folder)
  const store = home.paths.consentTokens(request)
  await mkdir(join(folder, 'state/consent-tokens'), { recursive: true })
  const open = () => openHeldTokens(home, request)
  const write = (tokens: readonly StoredToken[]) => writeFile(store, storeOf(tokens))
  return { store, index: `${store}.index`, memory: indexMemory(home, request), write, open, outcomes }

  async function outcomes(subjects: readonly string[], asked: Asked = {}): Promise<Outcome[]> {
    const held = await open()
    try {
      const question = {
        trust: await trustFrom(asked.trust ?? trust, asked.freshness ?? 'ttl'),
        request: asked.request ?? request,
        at: asked.at ?? AT,
      }
      const answer = await held.about(question)(subjects)
      await held.confirmed()
      await held.remember()
      return answer
    } finally {
      await held.close()
    }
  }
}

export function storeOf(tokens: readonly StoredToken[]): string {
  const head = { cursor: '1', tokens: tokens.length }
  return [head, ...tokens].map((line) => `${JSON.stringify(line)}\n`).join('')
}

export function stored(subject: string, consent_token: string): StoredToken {
  return { subject, consent_token, expires_at: '2026-10-01T00:00:00.000Z' }
}
