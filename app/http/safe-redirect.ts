/** A place on this portal to go on to, from what an address says: one leading slash and nothing a browser reads otherwise. */
export function safePath(next: string | null | undefined, otherwise = '/'): string {
  if (!next || !/^\/(?![/\\])/.test(next) || UNSAFE.test(next)) return otherwise
  const { origin, pathname, search, hash } = new URL(next, HERE)
  return origin === HERE && !pathname.startsWith('//') ? pathname + search + hash : otherwise
}

const HERE = 'https://portal.invalid'

// biome-ignore lint/suspicious/noControlCharactersInRegex: browsers drop some of these while they read an address
const UNSAFE = /[\u0000-\u0020\\\u007F]/
