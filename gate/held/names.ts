/** Many tokens say the same: each key, status list and consent claim (as JSON) stands here once, with a number. */
export type Names = { keys: Numbered; lists: Numbered; consents: Numbered }

/** Texts, each of which has a number from 1 on. */
export type Numbered = { texts: readonly string[]; numberOf(text: string): number | null }

export type TextsOf<Kinds> = Record<keyof Kinds, readonly string[]>

export function noNames(): Names {
  return { keys: numbered(), lists: numbered(), consents: numbered() }
}

export function textsOf({ keys, lists, consents }: Names): TextsOf<Names> {
  return { keys: keys.texts, lists: lists.texts, consents: consents.texts }
}

/** More than a portal has of any of them; keeps the memory that they take in bounds. */
const MOST_NAMES = 4096

/** Numbers texts as they come; null where there are too many. */
export function numbered(known: readonly string[] = []): Numbered {
  const texts = [...known]
  const numbers = new Map(texts.map((text, index) => [text, index + 1]))
  return {
    texts,
    numberOf(text) {
      const number = numbers.get(text)
      if (number !== undefined) return number
      if (texts.length >= MOST_NAMES) return null
      numbers.set(text, texts.push(text))
      return texts.length
    },
  }
}
