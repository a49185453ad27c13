import { ENTRIES_A_DECOY } from './decoys.ts'

/** A list that takes tokens, and how many it ever took. */
export type FillingList = { id: string; size: number; taken: number; isPublished: boolean }

/** As many lists take tokens at a time, and as many are opened at once, so that a list tells nothing of who or when. */
export const LISTS_AT_ONCE = 4

/** Which new lists to open, and which to close: those more than half full, once enough others are published in their stead. */
export function listTurnover(lists: readonly FillingList[], everOpened: number): { open: string[]; close: string[] } {
  const full = lists.filter(isHalfFull)
  const roomy = lists.filter((list) => !isHalfFull(list))
  const isShort = full.length > 0 && roomy.length < LISTS_AT_ONCE
  const mayClose = roomy.filter(({ isPublished }) => isPublished).length >= LISTS_AT_ONCE
  return {
    open: isShort ? listNames(everOpened) : [],
    close: mayClose ? full.map(({ id }) => id) : [],
  }
}

/** The names of the next lists: a, b, ... z, ba, bb, ... (letters as digits, so that no name is used twice). */
export function listNames(everOpened: number): string[] {
  return Array.from({ length: LISTS_AT_ONCE }, (_, next) => inLetters(everOpened + next))
}

/** Of the entries that can be somebody's. */
function isHalfFull({ size, taken }: FillingList): boolean {
  return taken > (size * (1 - 1 / ENTRIES_A_DECOY)) / 2
}

function inLetters(number: number): string {
  const rest = Math.floor(number / 26)
  return (rest > 0 ? inLetters(rest) : '') + String.fromCharCode(97 + (number % 26))
}
