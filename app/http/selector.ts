import { isReadable } from './readable-text.ts'

/** The number of a letter, from the link in it (`?for=`); null where there is none that could be one. */
export function selectorOf(request: Request): string | null {
  const selector = new URL(request.url).searchParams.get('for')?.trim()
  return selector && selector.length <= LONGEST && isReadable(selector) ? selector : null
}

const LONGEST = 64
