import { type Decision, recorded, refused } from '../decision.ts'

/** RFC 5321 §4.5.3.1.3 allows 256 octets with the angle brackets. */
const LONGEST = 254

/** One mailbox: nothing that could end a header or name a second one. What is behind it, only a message can find out. */
const MAILBOX = /^[^\s@<>()[\]\\,;:"\p{C}]+@[\p{L}\p{N}](?:[\p{L}\p{N}.-]*[\p{L}\p{N}])?\.[\p{L}]{2,}$/u

/** Whether somebody can be written to at this address, as far as reading it tells. */
export function mailAddress(text: string): Decision<string, 'mail-address-not-readable'> {
  const isOne = text.length <= LONGEST && MAILBOX.test(text) && !text.includes('..')
  return isOne ? recorded(text) : refused('mail-address-not-readable')
}

/** How often numbers were sent, since when. */
export type NumbersSent = { count: number; since: Date }

const MOST_A_DAY = 5
const DAY_MS = 86_400_000

/** Counts one more number; nobody makes the portal write to other people's addresses all day. */
export function oneMoreNumber(before: NumbersSent | null, at: Date): Decision<NumbersSent, 'mail-numbers-used-up'> {
  if (!before || at.getTime() - before.since.getTime() >= DAY_MS) return recorded({ count: 1, since: at })
  if (before.count >= MOST_A_DAY) return refused('mail-numbers-used-up')
  return recorded({ ...before, count: before.count + 1 })
}

export type NumberRefusal = 'mail-number-wrong' | 'mail-number-expired'

const NUMBER_TRIES = 5
const NUMBER_LIVES_MS = 30 * 60_000

/** Whether a typed number confirms an address: in half an hour, within five tries. */
export function confirmation(
  { askedAt, tries }: { askedAt: Date; tries: number },
  { matches, at }: { matches: boolean; at: Date },
): Decision<Date, NumberRefusal> {
  if (tries >= NUMBER_TRIES || at.getTime() - askedAt.getTime() > NUMBER_LIVES_MS) return refused('mail-number-expired')
  return matches ? recorded(at) : refused('mail-number-wrong')
}
