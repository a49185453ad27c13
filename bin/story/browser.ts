import type { Narrator } from './narrator.ts'

export type Page = { status: number; url: string; text: string; type: string; bytes: Uint8Array }

/** A browser without script: keeps cookies, follows redirects, fills in forms; tells what it sent and received. */
export type Browser = {
  get(path: string, headers?: Record<string, string>): Promise<Page>
  post(path: string, fields: Record<string, string> | FormData): Promise<Page>
}

export function browser(origin: string, { heard }: Pick<Narrator, 'heard'>): Browser {
  const cookies = new Map<string, string>()

  async function visit(path: string, init: RequestInit, hops = 0): Promise<Page> {
    const url = new URL(path, origin)
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: { ...init.headers, cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '), origin },
    })
    remember(response.headers.getSetCookie())
    heard(`${init.method} ${url.pathname} -> ${response.status}`)
    const location = response.headers.get('location')
    if (location && hops < 10) {
      await response.arrayBuffer()
      return visit(new URL(location, url).href, { method: 'GET' }, hops + 1)
    }
    const type = response.headers.get('content-type') ?? ''
    const bytes = new Uint8Array(await response.arrayBuffer())
    const text = new TextDecoder().decode(bytes)
    return { status: response.status, url: url.pathname + url.search, text, type, bytes }
  }

  function remember(lines: string[]): void {
    for (const line of lines) {
      const [pair = ''] = line.split(';')
      const at = pair.indexOf('=')
      if (/max-age=0|expires=thu, 01 jan 1970/i.test(line)) cookies.delete(pair.slice(0, at))
      else cookies.set(pair.slice(0, at), pair.slice(at + 1))
    }
  }

  return {
    get: (path, headers = {}) => visit(path, { method: 'GET', headers }),
    post: (path, fields) =>
      visit(path, { method: 'POST', body: fields instanceof FormData ? fields : new URLSearchParams(fields) }),
  }
}

/** The hidden fields of the form in which this stands, such as `name="answer"`. */
export function hiddenFields({ text }: Page, having: string): Record<string, string> {
  const form = text.match(/<form[\s\S]*?<\/form>/g)?.find((found) => found.includes(having)) ?? ''
  const fields: Record<string, string> = {}
  for (const [input] of form.matchAll(/<input[^>]*type="hidden"[^>]*>/g)) {
    const name = attribute(input, 'name')
    if (name) fields[name] = attribute(input, 'value') ?? ''
  }
  return fields
}

/** The values of a radio group. */
export function radioValues({ text }: Page, group: string): string[] {
  return [...text.matchAll(/<input[^>]*type="radio"[^>]*>/g)]
    .map(([input]) => input)
    .filter((input) => attribute(input, 'name') === group)
    .map((input) => attribute(input, 'value') ?? '')
}

/** The names of a page's radio groups. */
export function radioNames({ text }: Page): string[] {
  const inputs = [...text.matchAll(/<input[^>]*type="radio"[^>]*>/g)]
  return [...new Set(inputs.flatMap(([input]) => attribute(input, 'name') ?? []))]
}

function attribute(tag: string, name: string): string | null {
  const match = new RegExp(`\\b${name}="([^"]*)"`).exec(tag)
  return match?.[1] === undefined ? null : decoded(match[1])
}

/** The visible words of a page. */
export function wordsOf({ text }: Page): string {
  return decoded(
    text
      .replace(/<(script|style)[\s\S]*?<\/\1>/g, ' ')
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' '),
  )
}

function decoded(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
