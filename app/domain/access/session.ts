import type { Acting } from './acting.ts'

/** How long a signed-in browser stays signed in: without a sign of life, and at the longest. */
export const SESSION_LIMITS = {
  own: { idleMinutes: 30, longestMinutes: 12 * 60 },
  shared: { idleMinutes: 5, longestMinutes: 60 },
}

export type SessionTimes = { lastSeenAt: Date; expiresAt: Date; sharedDevice: boolean }

/** When a session opened at `at` ends whatever happens. */
export function sessionEnd(at: Date, sharedDevice: boolean): Date {
  return minutesAfter(at, limits(sharedDevice).longestMinutes)
}

/** Whether a session still holds at `at`. */
export function isSessionAlive({ lastSeenAt, expiresAt, sharedDevice }: SessionTimes, at: Date): boolean {
  return at < expiresAt && at < minutesAfter(lastSeenAt, limits(sharedDevice).idleMinutes)
}

function limits(sharedDevice: boolean) {
  return sharedDevice ? SESSION_LIMITS.shared : SESSION_LIMITS.own
}

function minutesAfter(at: Date, minutes: number): Date {
  return new Date(at.getTime() + minutes * 60_000)
}

/** A signed-in contributor, as pages see her. */
export type SignedInContributor = {
  id: string
  language: string
  /** False until she has set her personal code and PIN. */
  hasWayBack: boolean
  sharedDevice: boolean
  authenticatedAt: Date
  /** The personal code to show, sealed for her browser. */
  shownOnce: Buffer | null
  /** For whom and with whom she acts at the moment; null where she acts alone for herself. */
  acting: Acting | null
  /** What forms carry to say on whose record they were opened, and by whom. */
  recordMark: string
}

/** A signed-in member of staff with the roles held now; a role is held for a programme, at a hospital, or everywhere. */
export type SignedInStaff = {
  id: string
  email: string
  roles: { role: StaffRole; programmeId: string | null; organisationId: string | null }[]
  authenticatedAt: Date
}

export type StaffRole = 'editor' | 'approver' | 'auditor' | 'clerk' | 'operator'
