import { isUtf8 } from 'node:buffer'
import { Refusal } from './refusal.ts'

export type JsonObject = Record<string, unknown>

/** Deeper than anything Accord signs; keeps every reader's recursion short. */
const MAX_DEPTH = 16

/** One JSON object in UTF-8 in which no member name appears twice (RFC 8725 §2.4, RFC 7515 §4). */
export function parseStrictJson(bytes: Uint8Array, maxDepth = MAX_DEPTH): JsonObject {
  const text = decodeUtf8(bytes)
  const value = parse(text)
  if (!isJsonObject(value)) throw new Refusal('token-malformed')
  if (membersWritten(text) !== membersKept(value, maxDepth)) throw new Refusal('duplicate-member')
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

/** A byte order mark stays, and is no JSON. */
function decodeUtf8(bytes: Uint8Array): string {
  if (!isUtf8(bytes)) throw new Refusal('token-malformed')
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Refusal('token-malformed', { cause })
  }
}

/** In JSON that parses, each colon outside a string belongs to exactly one member. */
function membersWritten(text: string): number {
  let members = 0
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at)
    if (character === QUOTE) at = endOfString(text, at)
    else if (character === COLON) members++
  }
  return members
}

const QUOTE = 0x22
const COLON = 0x3a
const BACKSLASH = 0x5c

/** Where the string that begins at `start` ends: at the first quote that no odd number of backslashes stands before. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); ; end = text.indexOf('"', end + 1)) {
    let before = end
    while (text.charCodeAt(before - 1) === BACKSLASH) before--
    if ((end - before) % 2 === 0) return end
  }
}

/** `JSON.parse` keeps the last of two members of one name, so a duplicate makes this count the smaller one. */
function membersKept(container: object, depthLeft: number): number {
  if (depthLeft === 0) throw new Refusal('token-malformed')
  const children = Object.values(container)
  let members = Array.isArray(container) ? 0 : children.length
  for (const child of children) {
    if (typeof child === 'object' && child !== null) members += membersKept(child, depthLeft - 1)
  }
  return members
}
