import type { IncomingMessage } from 'node:http'
import { Refusal } from '../refusal.ts'
import { type JsonObject, parseStrictJson } from '../strict-json.ts'
import { UsageError } from '../usage-error.ts'

/** A hundred thousand pseudonyms of 64 characters. */
const MAX_BODY_BYTES = 8 * 2 ** 20

export class TooLarge extends Error {}

/** One JSON object, in which nothing is said twice; the rest of a body that is too large is left unread. */
export async function jsonBodyOf(request: IncomingMessage): Promise<JsonObject> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += chunk.length
    if (size > MAX_BODY_BYTES) throw new TooLarge()
    chunks.push(chunk)
  }
  try {
    return parseStrictJson(Buffer.concat(chunks))
  } catch (cause) {
    if (cause instanceof Refusal) throw new UsageError('the body must be one JSON object', { cause })
    throw cause
  }
}
