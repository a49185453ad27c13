import { anchorFrom, readAloud } from '../anchors.ts'
import { UsageError } from '../usage-error.ts'
import type { Given } from './command.ts'

/** The trust anchors that somebody named. */
export function anchorsFrom(given: Given): string[] {
  return given.texts('anchor').map((text) => {
    const anchor = anchorFrom(text)
    if (anchor === null) throw new UsageError('--anchor must be a SHA-256 thumbprint, in base64url or hexadecimal')
    return anchor
  })
}

/** What a person reads to another over the telephone. */
export function askToCompare(anchors: readonly string[]): string {
  const lines = anchors.map((anchor) => `  ${anchor}\n  ${readAloud(anchor)}\n`)
  return `accord-gate: pinned, but shown by the connection alone; compare with the portal's people, by telephone:\n${lines.join('')}`
}
