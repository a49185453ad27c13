/** How far ahead of this node's clock the portal's may be, for `iat` and `nbf`; `exp` has no leeway (RFC 7519 §4.1.4-6). */
export const CLOCK_SKEW_SECONDS = 60

export function secondsOf(at: Date): number {
  return at.getTime() / 1000
}

export function isInTheFuture(seconds: number, at: Date): boolean {
  return seconds > secondsOf(at) + CLOCK_SKEW_SECONDS
}

export function isOver(exp: number, at: Date): boolean {
  return secondsOf(at) >= exp
}
