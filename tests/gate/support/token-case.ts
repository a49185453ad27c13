import { caseWriter, type TokenCase } from '#gate/selftest/case-writer.ts'
import { HEADER, LIST_TTL, PERMIT } from '#gate/selftest/good-case.ts'
import { tokenCases } from '#gate/selftest/token-cases.ts'

export const AT = new Date('2026-09-15T10:00:00Z')

/** The selftest's own cases, at this moment, and those that only a clock which stands still can tell apart. */
export const { signature: casesOfSignature, content } = tokenCases(AT)
export const casesOfContent = [...content, ...toTheSecond(), ...toTheByte()]

function toTheSecond(): TokenCase[] {
  const { claims, held, listOf, now, permitted, refused, token } = caseWriter(AT)
  const saying = (provision: object) =>
    token({ claims: { ...claims, consent: { ...(claims.consent as object), provisions: [provision] } } })
  return [
    permitted('a token that ends in a second', { token: token({ claims: { ...claims, exp: now + 1 } }) }),
    refused('a token that begins more than a minute from now', 'not-yet-valid', {
      token: token({ claims: { ...claims, nbf: now + 61 } }),
    }),
    refused('a token issued more than a minute from now', 'not-yet-valid', {
      token: token({ claims: { ...claims, iat: now + 61 } }),
    }),
    permitted('a list that was fetched a moment less long ago than it is good for', {
      trust: held({ fetched_at: now - LIST_TTL + 1 }),
    }),
    refused('a list issued a little in the future', 'status-list-invalid', { trust: listOf({ iat: now + 61 }) }),
    refused('a permit from tomorrow on', 'outside-scope', { token: saying({ ...PERMIT, from: '2026-09-16' }) }),
    permitted('a permit until tomorrow', { token: saying({ ...PERMIT, until: '2026-09-16' }) }),
  ]
}

/** Nobody but us has to refuse these. */
function toTheByte(): TokenCase[] {
  const { permitted, refused, token } = caseWriter(AT)
  const spaced = (size: number) => JSON.stringify(HEADER).padEnd(size)
  return [
    permitted('a header of one kilobyte', { token: token({ header: spaced(1024) }) }),
    refused('a header of a byte more', 'header-not-allowed', { token: token({ header: spaced(1025) }) }),
  ]
}
