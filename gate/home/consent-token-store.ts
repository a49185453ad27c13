import { createReadStream, existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { Failure } from '../failure.ts'
import { isJsonObject } from '../strict-json.ts'
import { replaceFile } from './replace-file.ts'

/** A token as the portal hands it out. */
export type IssuedToken = { subject: string; consent_token: string; expires_at: string }

/** The portal's own mark of how far this node has read; handed back as it came. */
export type Cursor = string | number

/** `state/consent-tokens/*.ndjson`: the cursor and the number of tokens, then one token a line, one for each subject. */
export type ConsentTokens = { cursor: Cursor | null; bySubject: Map<string, IssuedToken> }

/** Null where this was never synced; what was cut off or damaged is refused whole. */
export async function readConsentTokens(path: string): Promise<ConsentTokens | null> {
  if (!existsSync(path)) return null
  const lines = createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY })
  const bySubject = new Map<string, IssuedToken>()
  let head: StoreHead | null = null
  for await (const line of lines) {
    if (head) {
      const token = issuedTokenFrom(line)
      bySubject.set(token.subject, token)
    } else head = storeHeadFrom(line)
  }
  if (!head || (head.tokens ?? bySubject.size) !== bySubject.size) {
    throw new Failure('tokens-damaged', { tokens: 'some are missing' })
  }
  return { cursor: head.cursor, bySubject }
}

/** The first line; `tokens` is null in a store that was written before it said how many follow. */
export type StoreHead = { cursor: Cursor | null; tokens: number | null }

export function storeHeadFrom(line: string): StoreHead {
  const head = parsed(line)
  if (!isJsonObject(head) || !Object.hasOwn(head, 'cursor'))
    throw new Failure('tokens-damaged', { tokens: 'no cursor' })
  return { cursor: head.cursor as Cursor | null, tokens: typeof head.tokens === 'number' ? head.tokens : null }
}

/** What one line says; whether to believe it is for its signature to tell. */
export function issuedTokenFrom(line: string): IssuedToken {
  const token = parsed(line)
  if (!isIssuedToken(token)) throw new Failure('tokens-damaged', { tokens: 'no token on a line' })
  return token
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}

const LONGEST_SUBJECT = 1024

export function isIssuedToken(token: unknown): token is IssuedToken {
  return (
    isJsonObject(token) &&
    typeof token.subject === 'string' &&
    token.subject.length <= LONGEST_SUBJECT &&
    token.subject.isWellFormed() &&
    typeof token.consent_token === 'string' &&
    typeof token.expires_at === 'string'
  )
}

/** What is worth keeping: a token that has ended answers for nobody. */
export function withoutEnded({ cursor, bySubject }: ConsentTokens, at: Date): ConsentTokens {
  return { cursor, bySubject: new Map([...bySubject].filter(([, { expires_at }]) => new Date(expires_at) > at)) }
}

export function writeConsentTokens(path: string, tokens: ConsentTokens): Promise<void> {
  return replaceFile(path, linesOf(tokens))
}

function* linesOf({ cursor, bySubject }: ConsentTokens): Generator<string> {
  yield `${JSON.stringify({ cursor, tokens: bySubject.size })}\n`
  let piece = ''
  for (const token of bySubject.values()) {
    piece += `${JSON.stringify(token)}\n`
    if (piece.length < PIECE_CHARACTERS) continue
    yield piece
    piece = ''
  }
  yield piece
}

const PIECE_CHARACTERS = 2 ** 20
