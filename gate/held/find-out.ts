import { verifiedAtOnce } from '../compact-jws.ts'
import { consentTokenClaims, requireOwn } from '../consent-token-claims.ts'
import { issuedTokenFrom } from '../home/consent-token-store.ts'
import type { Trust } from '../trust.ts'
import { consentTokenBy } from '../verify-consent-token.ts'
import { type Finding, type Findings, noFindings, note } from './findings.ts'
import { keyNames } from './key-names.ts'
import { linesAt } from './line-at.ts'
import type { Lines } from './lines.ts'
import { type Names, type TextsOf, textsOf } from './names.ts'

/** Lines whose tokens are to be verified. */
export type Asked = Pick<Lines, 'at' | 'length' | 'digest'>

/** What was found out about each of them, in their order, with the names that it mentions. */
export type FoundOut = { findings: Findings; names: TextsOf<Names> }

/** Whose tokens are good: what verification needs of a node's trust, and a thread can be told. */
export type Own = Pick<Trust, 'issuer' | 'audience' | 'keys'> & { keyNames: ReadonlyMap<string, string> }

export function ownOf({ issuer, audience, keys }: Trust): Own {
  return { issuer, audience, keys, keyNames: keyNames(keys) }
}

/** Verifies the token on each of these lines. Whatever is not a good one of our own stays unknown: who asks, verifies it by itself. */
export function findOut(fd: number, asked: Asked, own: Own): FoundOut {
  const { findings, names } = noFindings(asked.at.length)
  const bytesOf = linesAt(fd, asked)
  for (let line = 0; line < asked.at.length; line++) {
    const found = findingOn(bytesOf(line), own)
    if (found) note(found, line, findings, names)
  }
  return { findings, names: textsOf(names) }
}

function findingOn(line: Buffer, own: Own): Finding | null {
  const { subject, consent_token } = issuedTokenFrom(line.toString('utf8'))
  try {
    const { kid, payload } = verifiedAtOnce(consent_token, consentTokenBy(own.keys))
    const claims = consentTokenClaims(payload)
    requireOwn(claims, own)
    const key = own.keyNames.get(kid)
    if (claims.sub !== subject || key === undefined) return null
    const { exp, nbf, iat, consent } = claims
    const { idx: index, uri: list } = claims.status.status_list
    return { key, list, consent, index, exp, nbf, iat }
  } catch {
    return null
  }
}
