/** A hospital's list of what it means to use, in portions, so that it may be larger than memory. It can be read once. */
export type Cohort = {
  /** What stands before and after the entries, also where none of them is permitted. */
  before: string
  after: string
  portions: AsyncIterable<Portion>
}

/** Some entries: whom each is about (`null`: nobody that can be made out), and how those that are kept are written. */
export type Portion = {
  subjects: readonly (string | null)[]
  written(isKept: (entry: number) => boolean): string
}

/** Texts are handed on byte for byte, whatever they are encoded in: one character for each byte. */
export const BYTEWISE = 'latin1'

/** What bytewise text says in UTF-8. */
export function meaningOf(bytewise: string): string {
  return /^[\x20-\x7e]*$/.test(bytewise) ? bytewise : Buffer.from(bytewise, BYTEWISE).toString('utf8')
}

/** UTF-8 as bytewise text. */
export function bytewise(text: string): string {
  return Buffer.from(text).toString(BYTEWISE)
}
