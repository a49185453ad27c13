const FRESH_MINUTES = 15

/** Whether a sign-in is recent enough for what cannot be undone. */
export function isFreshSignIn(authenticatedAt: Date, now: Date): boolean {
  return now.getTime() - authenticatedAt.getTime() < FRESH_MINUTES * 60_000
}
