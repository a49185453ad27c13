/** Whether text can be stored and shown: no NUL, no lone surrogates, none of the marks that broken bytes leave behind. */
export function isReadable(text: string): boolean {
  return text.isWellFormed() && !UNREADABLE.test(text)
}

/** The same text without what cannot be shown. */
export function withoutUnreadable(text: string): string {
  return text.toWellFormed().replace(UNREADABLE_ALL, '')
}

/** Whether every part of an address decodes to readable text. */
export function isReadableUrl({ pathname, search }: URL): boolean {
  return isReadableEncoded(pathname) && isReadableEncoded(search)
}

export function isReadableEncoded(part: string): boolean {
  try {
    return isReadable(decodeURIComponent(part))
  } catch {
    return false
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is what is looked for
const UNREADABLE = /[\u0000\uFFFD]/
const UNREADABLE_ALL = new RegExp(UNREADABLE, 'g')
