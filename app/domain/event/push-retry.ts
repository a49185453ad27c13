/** After as many failed pushes an event is a dead letter; that takes about three hours. */
export const PUSH_TRIES = 8

const FIRST_WAIT_MS = 5_000
const LONGEST_WAIT_MS = 3_600_000

/** When to push again after this many failures, or null where it is given up. */
export function nextPush(failures: number, at: Date): Date | null {
  if (failures >= PUSH_TRIES) return null
  return new Date(at.getTime() + Math.min(FIRST_WAIT_MS * 4 ** (failures - 1), LONGEST_WAIT_MS))
}
