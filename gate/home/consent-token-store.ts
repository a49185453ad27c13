import { createReadStream, existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { replaceFile } from './replace-file.ts'

/** A token as the portal hands it out. */
export type IssuedToken = { subject: string; consent_token: string; expires_at: string }

/** The portal's own mark of how far this node has read; handed back as it came. */
export type Cursor = string | number

/** `state/consent-tokens/*.ndjson`: the cursor on the first line, then one token a line, one for each subject. */
export type ConsentTokens = { cursor: Cursor | null; bySubject: Map<string, IssuedToken> }

/** Null where this was never synced. */
export async function readConsentTokens(path: string): Promise<ConsentTokens | null> {
  if (!existsSync(path)) return null
  const lines = createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY })
  const bySubject = new Map<string, IssuedToken>()
  let cursor: Cursor | null | undefined
  for await (const line of lines) {
    const entry = JSON.parse(line)
    if (cursor === undefined) cursor = entry.cursor ?? null
    else bySubject.set(entry.subject, entry)
  }
  return { cursor: cursor ?? null, bySubject }
}

/** What is worth keeping: a token that has ended answers for nobody. */
export function withoutEnded({ cursor, bySubject }: ConsentTokens, at: Date): ConsentTokens {
  return { cursor, bySubject: new Map([...bySubject].filter(([, { expires_at }]) => new Date(expires_at) > at)) }
}

export function writeConsentTokens(path: string, tokens: ConsentTokens): Promise<void> {
  return replaceFile(path, linesOf(tokens))
}

function* linesOf({ cursor, bySubject }: ConsentTokens): Generator<string> {
  yield `${JSON.stringify({ cursor })}\n`
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
