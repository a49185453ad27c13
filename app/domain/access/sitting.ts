import { type Decision, recorded, refused } from '../decision.ts'

/** How long a person stays signed in on a clerk's device: long enough for the questions, too short to be forgotten. */
export const SITTING_MINUTES = 15

/** When a sitting opened at `at` ends whatever happens: after its minutes, or with the clerk's own session. */
export function sittingEnd(at: Date, clerkSessionEndsAt: Date): Date {
  const own = new Date(at.getTime() + SITTING_MINUTES * 60_000)
  return own < clerkSessionEndsAt ? own : clerkSessionEndsAt
}

/** Staff of a hospital sit with its own people, and with nobody else's. */
export function sittingAt(
  organisationId: string,
  enrolledAt: readonly string[],
): Decision<{ organisationId: string }, 'not-enrolled-here'> {
  return enrolledAt.includes(organisationId) ? recorded({ organisationId }) : refused('not-enrolled-here')
}
