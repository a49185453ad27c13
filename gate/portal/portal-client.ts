import { Failure } from '../failure.ts'
import { isJsonObject, type JsonObject } from '../strict-json.ts'

const TIMEOUT_MILLISECONDS = 30_000
const MAX_ANSWER_BYTES = 64 * 2 ** 20

export type Answer = { status: number; headers: Headers; text: string }

export type Question = { method?: 'GET' | 'POST'; headers?: Record<string, string>; body?: string }

/** Asks one portal and nobody else: no redirects, no other origin, no endless answer. */
export type PortalClient = {
  ask(pathOrUrl: string, question?: Question): Promise<Answer>
  askJson(pathOrUrl: string, question?: Question): Promise<JsonObject>
}

export function portalClient(portal: string, fetch: typeof globalThis.fetch): PortalClient {
  async function ask(pathOrUrl: string, question: Question = {}): Promise<Answer> {
    const url = urlAt(portal, pathOrUrl)
    try {
      const response = await fetch(url, {
        ...question,
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
      })
      return { status: response.status, headers: response.headers, text: await limitedText(response) }
    } catch (cause) {
      if (cause instanceof Failure) throw cause
      throw new Failure('portal-unreachable', { path: url.pathname }, { cause })
    }
  }

  async function askJson(pathOrUrl: string, question?: Question): Promise<JsonObject> {
    const answer = await ask(pathOrUrl, question)
    if (answer.status !== 200) throw refused(pathOrUrl, answer)
    return jsonOf(pathOrUrl, answer)
  }

  return { ask, askJson }
}

/** What the portal said against it, by its code alone. */
export function refused(path: string, { status, text }: Answer): Failure {
  return new Failure('portal-refused', { path, status, ...problemOf(text) })
}

export function jsonOf(path: string, { text }: Answer): JsonObject {
  try {
    const value: unknown = JSON.parse(text)
    if (isJsonObject(value)) return value
  } catch {
    // Falls through to the refusal below.
  }
  throw new Failure('portal-answer-invalid', { path })
}

/** A status list may say any `uri`: only the portal's own are fetched. */
function urlAt(portal: string, pathOrUrl: string): URL {
  const url = URL.canParse(pathOrUrl) ? new URL(pathOrUrl) : new URL(`${portal}${pathOrUrl}`)
  if (url.origin !== new URL(portal).origin) throw new Failure('portal-answer-invalid', { foreign_origin: url.origin })
  return url
}

async function limitedText(response: Response): Promise<string> {
  const reader = response.body?.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  for (let read = await reader?.read(); read?.value; read = await reader?.read()) {
    size += read.value.byteLength
    if (size > MAX_ANSWER_BYTES) {
      await reader?.cancel()
      throw new Failure('portal-answer-invalid', { larger_than: MAX_ANSWER_BYTES })
    }
    chunks.push(read.value)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** The stable code in a problem document (RFC 9457) or an OAuth error (RFC 6749 §5.2). */
function problemOf(text: string): { problem?: string } {
  try {
    const { type, error } = JSON.parse(text)
    const problem = type ?? error
    return typeof problem === 'string' ? { problem } : {}
  } catch {
    return {}
  }
}
