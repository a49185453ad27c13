/**
 * A pattern for these names of a PDF, each of whose letters may be written as an escape: `/J#53` is `/JS` (ISO 32000-1,
 * 7.3.5). Nothing is rewritten for it, as a file of ten megabytes of escapes would take seconds.
 */
export function namesPattern(names: readonly string[]): string {
  return `/(?:${names.map(escapable).join('|')})`
}

function escapable(name: string): string {
  return [...name].map((letter) => `(?:${letter}|#${anyCase(letter.charCodeAt(0).toString(16))})`).join('')
}

function anyCase(hex: string): string {
  return hex.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`)
}
