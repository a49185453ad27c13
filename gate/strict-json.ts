import { Refusal } from './refusal.ts'

export type JsonObject = Record<string, unknown>

/** Deeper than anything Accord signs; keeps every reader's recursion short. */
const MAX_DEPTH = 16

/** One JSON object in UTF-8 in which no member name appears twice (RFC 8725 §2.4, RFC 7515 §4). */
export function parseStrictJson(bytes: Uint8Array): JsonObject {
  const text = decodeUtf8(bytes)
  const value = parse(text)
  if (!isJsonObject(value) || depthOf(value) > MAX_DEPTH) throw new Refusal('token-malformed')
  if (membersWritten(text) !== membersKept(value)) throw new Refusal('duplicate-member')
  return value
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Is this an object of these members, no fewer and no more? */
export function hasExactly(value: unknown, members: readonly string[]): value is JsonObject {
  return (
    isJsonObject(value) &&
    Object.keys(value).length === members.length &&
    members.every((member) => Object.hasOwn(value, member))
  )
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (cause) {
    throw new Refusal('token-malformed', { cause })
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Refusal('token-malformed', { cause })
  }
}

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  return 1 + Object.values(value).reduce((deepest: number, child) => Math.max(deepest, depthOf(child)), 0)
}

/** In JSON that parses, each colon outside a string belongs to exactly one member. */
function membersWritten(text: string): number {
  return text.replace(/"[^"\\]*(?:\\.[^"\\]*)*"/g, '').split(':').length - 1
}

/** `JSON.parse` keeps the last of two members of one name, so a duplicate makes this count the smaller one. */
function membersKept(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  const own = Array.isArray(value) ? 0 : Object.keys(value).length
  return Object.values(value).reduce((count: number, child) => count + membersKept(child), own)
}
