import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { importJWK, type JWK_EC_Private } from 'jose'
import type { Basis } from '../covering-provision.ts'
import { Failure } from '../failure.ts'
import { isJsonObject, type JsonObject } from '../strict-json.ts'
import { replaceFile } from './replace-file.ts'

/** `config.json`: which portal this node belongs to, and what it asks for. */
export type Config = {
  portal: string
  client_id: string
  organisation: string | null
  programmes: string[]
  data_uses: string[]
  /** Thumbprints of the keys that the first bundle may be signed with; later ones stand in `state/trust.json`. */
  anchors: string[]
}

/** `private.jwk.json`: a P-384 key, which signs client assertions and usage reports alike (ES384). */
export type NodeKey = JWK_EC_Private & { kty: 'EC'; crv: 'P-384'; kid: string }

/** The directory of one node: what it is, and in `state/` what it knows. */
export type GateHome = {
  config: Config
  key: NodeKey
  paths: { state: string; lock: string; trust: string; usage: string; consentTokens(basis: Basis): string }
}

export async function openHome(directory: string): Promise<GateHome> {
  const state = join(directory, 'state')
  const config = configFrom(await readJson(join(directory, 'config.json')))
  const key = await nodeKeyFrom(await readJson(join(directory, 'private.jwk.json')))
  await mkdir(join(state, 'consent-tokens'), { recursive: true, mode: 0o700 })
  return {
    config,
    key,
    paths: {
      state,
      lock: join(state, 'lock'),
      trust: join(state, 'trust.json'),
      usage: join(state, 'usage.json'),
      consentTokens: (basis) => join(state, 'consent-tokens', `${targetName(basis)}.ndjson`),
    },
  }
}

/** A home without anchors pins what the portal shows at its first sync. */
export async function writeHome(
  directory: string,
  config: Omit<Config, 'anchors'> & Partial<Config>,
  key: NodeKey,
): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 })
  await replaceFile(join(directory, 'private.jwk.json'), `${JSON.stringify(key, null, 2)}\n`)
  await replaceFile(join(directory, 'config.json'), `${JSON.stringify(config, null, 2)}\n`)
}

/** Everything that this node was set up to ask about. */
export function targetsOf({ programmes, data_uses }: Config): Basis[] {
  return [
    ...programmes.map((programme): Basis => ({ legal_basis: 'consent', programme })),
    ...data_uses.map((data_use): Basis => ({ legal_basis: 'altruism', data_use })),
  ]
}

/** A private key as it stands in a file; its `kid` is what the portal knows it by. */
export async function nodeKeyFrom(jwk: unknown): Promise<NodeKey> {
  if (!isNodeKey(jwk)) {
    throw new Failure('home-invalid', { file: 'private.jwk.json', needs: 'a private P-384 key (ES384) with a kid' })
  }
  await importJWK(jwk, 'ES384')
  return jwk
}

function isNodeKey(jwk: unknown): jwk is NodeKey & JsonObject {
  return (
    isJsonObject(jwk) &&
    jwk.kty === 'EC' &&
    jwk.crv === 'P-384' &&
    [jwk.kid, jwk.x, jwk.y, jwk.d].every((member) => typeof member === 'string')
  )
}

/** What the file of its tokens is called. */
export function targetName(basis: Basis): string {
  const target = basis.legal_basis === 'consent' ? basis.programme : basis.data_use
  return `${basis.legal_basis}-${encodeURIComponent(target)}`
}

function configFrom(config: unknown): Config {
  if (!isJsonObject(config) || typeof config.portal !== 'string' || typeof config.client_id !== 'string') {
    throw new Failure('home-invalid', { file: 'config.json', needs: 'portal and client_id' })
  }
  const { portal, client_id, organisation = null, programmes = [], data_uses = [], anchors = [] } = config
  if (!isTextOrNull(organisation) || !isTexts(programmes) || !isTexts(data_uses) || !isTexts(anchors)) {
    throw new Failure('home-invalid', { file: 'config.json', needs: 'programmes, data_uses and anchors as lists' })
  }
  return { portal, client_id, organisation, programmes, data_uses, anchors }
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === 'string'
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch (cause) {
    throw new Failure('home-invalid', { file: path, needs: 'accord-gate init' }, { cause })
  }
}
