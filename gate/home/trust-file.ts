import { readFile } from 'node:fs/promises'
import type { BundlePolicy } from '../../app/domain/token/bundle.ts'
import type { Basis } from '../covering-provision.ts'
import { type Freshness, type HeldStatusList, heldStatusLists } from '../status-lists.ts'
import { isJsonObject } from '../strict-json.ts'
import { type IssuerKeySet, issuerKeys, type Trust } from '../trust.ts'
import { replaceFile } from './replace-file.ts'

/** `state/trust.json`: what the last whole sync learned. `accord_gate.py` reads the same file. */
export type TrustFile = {
  issuer: string
  audience: string
  synced_at: number
  jwks: IssuerKeySet
  status_lists: Record<string, HeldStatusList>
  /** The bundle that the rest came from; absent where an older gate synced. */
  bundle?: HeldBundle
}

export type HeldBundle = {
  /** Its name, by which the portal knows what is new. */
  jti: string
  iat: number
  /** Thumbprints of the keys that the next bundle may be signed with. */
  anchors: string[]
  policy: BundlePolicy
  /** What the node took part in, with how many tokens are held for each. */
  targets: HeldTarget[]
}

export type HeldTarget = { basis: Basis; held: number }

/** Null where nothing was ever synced; a file that cannot be read is an error. */
export async function readTrustFile(path: string): Promise<TrustFile | null> {
  const text = await readFile(path, 'utf8').catch(nullWhereAbsent)
  if (text === null) return null
  return trustFileFrom(JSON.parse(text))
}

export function trustFileFrom(file: unknown): TrustFile {
  if (!isTrustFile(file)) throw new TypeError('trust.json is not what a sync writes')
  return file
}

export function writeTrustFile(path: string, file: TrustFile): Promise<void> {
  return replaceFile(path, `${JSON.stringify(file)}\n`)
}

export async function trustFrom(file: TrustFile, freshness: Freshness): Promise<Trust> {
  const { issuer, audience } = file
  const keys = await issuerKeys(file.jwks)
  return { issuer, audience, keys, statusLists: heldStatusLists(file.status_lists, { issuer, keys, freshness }) }
}

function isTrustFile(file: unknown): file is TrustFile {
  return (
    isJsonObject(file) &&
    typeof file.issuer === 'string' &&
    typeof file.audience === 'string' &&
    typeof file.synced_at === 'number' &&
    isJsonObject(file.jwks) &&
    Array.isArray(file.jwks.keys) &&
    isJsonObject(file.status_lists) &&
    Object.values(file.status_lists).every(isHeldStatusList) &&
    (file.bundle === undefined || isHeldBundle(file.bundle))
  )
}

function isHeldBundle(bundle: unknown): boolean {
  return (
    isJsonObject(bundle) &&
    typeof bundle.jti === 'string' &&
    typeof bundle.iat === 'number' &&
    Array.isArray(bundle.anchors) &&
    isJsonObject(bundle.policy) &&
    typeof bundle.policy.ttl === 'number' &&
    typeof bundle.policy.offline === 'number' &&
    Array.isArray(bundle.targets)
  )
}

function isHeldStatusList(list: unknown): boolean {
  return (
    isJsonObject(list) &&
    typeof list.token === 'string' &&
    typeof list.fetched_at === 'number' &&
    typeof list.newest_iat === 'number'
  )
}

function nullWhereAbsent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}
