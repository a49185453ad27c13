export type PasswordFault = 'password-too-short' | 'password-too-easy' | 'password-not-new'

/** Long enough to stand without rules about what must be in it (NIST SP 800-63B §3.1.1.2). */
export const SHORTEST_PASSWORD = 12
const FEWEST_DIFFERENT = 5

/** What is wrong with a password that a member of staff wants, or null. */
export function passwordFault(
  wanted: string,
  { email, current }: { email: string; current: string },
): PasswordFault | null {
  const letters = [...wanted.toLowerCase()]
  if (letters.length < SHORTEST_PASSWORD) return 'password-too-short'
  if (isSame(wanted, current)) return 'password-not-new'
  const [own = ''] = email.toLowerCase().split('@')
  const namesHerself = own.length >= 4 && wanted.toLowerCase().includes(own)
  return namesHerself || new Set(letters).size < FEWEST_DIFFERENT ? 'password-too-easy' : null
}

/** A code that was handed out stays the same code, however it is typed. */
function isSame(wanted: string, current: string): boolean {
  return bare(wanted) === bare(current)
}

function bare(text: string): string {
  return text.toLowerCase().replace(/[\s-]/g, '')
}

const HANDED_OUT_DAYS = 3

/** Until when a password that an operator handed out at `at` can be exchanged for one's own. */
export function handedOutUntil(at: Date): Date {
  return new Date(at.getTime() + HANDED_OUT_DAYS * 86_400_000)
}
