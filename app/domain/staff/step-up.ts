/** After this long a sign-in is too old for what needs the password again (OWASP ASVS 5.0 §7.5.3). */
const STEP_UP_MS = 15 * 60_000

export function needsPasswordAgain(authenticatedAt: Date, at: Date): boolean {
  return at.getTime() - authenticatedAt.getTime() > STEP_UP_MS
}
