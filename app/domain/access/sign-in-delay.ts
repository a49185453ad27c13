const FREE_TRIES = 5
const LONGEST_SECONDS = 15 * 60

/** From when on a personal code may be tried again: five tries at once, then each wait doubles up to 15 minutes. */
export function nextTryAt(tries: number, lastTryAt: Date | null): Date | null {
  if (tries < FREE_TRIES || !lastTryAt) return null
  const seconds = Math.min(LONGEST_SECONDS, 2 ** (tries - FREE_TRIES + 1))
  return new Date(lastTryAt.getTime() + seconds * 1000)
}
