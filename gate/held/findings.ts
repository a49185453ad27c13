import type { ConsentClaim } from '../../app/domain/token/consent-claims.ts'
import { type Names, noNames, type TextsOf } from './names.ts'

/**
 * What was found out about each token when its signature was last verified: by which key it was signed, and
 * what it says. `key` 0 is a token that nobody has verified.
 */
export type Findings = {
  key: Uint16Array
  list: Uint16Array
  consent: Uint16Array
  index: Uint32Array
  exp: Float64Array
  nbf: Float64Array
  iat: Float64Array
}

/** `index` is where the token's status stands in its list. */
export type Finding = {
  key: string
  list: string
  consent: ConsentClaim
  index: number
  exp: number
  nbf: number
  iat: number
}

const LARGEST_INDEX = 2 ** 32 - 1

export function noFindings(count: number): { findings: Findings; names: Names } {
  const findings = {
    key: new Uint16Array(count),
    list: new Uint16Array(count),
    consent: new Uint16Array(count),
    index: new Uint32Array(count),
    exp: new Float64Array(count),
    nbf: new Float64Array(count),
    iat: new Float64Array(count),
  }
  return { findings, names: noNames() }
}

/** Notes what was found out; what there is no room for stays unknown. The key comes last: without it nothing else counts. */
export function note(found: Finding, line: number, findings: Findings, { keys, lists, consents }: Names): void {
  const key = keys.numberOf(found.key)
  const list = lists.numberOf(found.list)
  const consent = consents.numberOf(JSON.stringify(found.consent))
  if (key === null || list === null || consent === null || found.index > LARGEST_INDEX) return
  findings.list[line] = list
  findings.consent[line] = consent
  findings.index[line] = found.index
  findings.exp[line] = found.exp
  findings.nbf[line] = found.nbf
  findings.iat[line] = found.iat
  findings.key[line] = key
}

/** Carries findings to where the same names may have other numbers. */
export function carrier(
  from: { findings: Findings; names: TextsOf<Names> },
  to: { findings: Findings; names: Names },
): (line: number, target: number) => void {
  const source = from.findings
  const { findings } = to
  const key = renumbering(from.names.keys, to.names.keys)
  const list = renumbering(from.names.lists, to.names.lists)
  const consent = renumbering(from.names.consents, to.names.consents)
  return (line, target) => {
    const numbers = [key(source.key[line]), list(source.list[line]), consent(source.consent[line])] as const
    if (numbers.includes(0)) return
    findings.list[target] = numbers[1]
    findings.consent[target] = numbers[2]
    findings.index[target] = source.index[line] as number
    findings.exp[target] = source.exp[line] as number
    findings.nbf[target] = source.nbf[line] as number
    findings.iat[target] = source.iat[line] as number
    findings.key[target] = numbers[0]
  }
}

/** From a number there to a number here; 0 where there is none. */
function renumbering(from: readonly string[], to: Names[keyof Names]): (number: number | undefined) => number {
  const known = new Map<number | undefined, number>([[0, 0]])
  return (number) => {
    const here = known.get(number) ?? to.numberOf(from[(number as number) - 1] as string) ?? 0
    known.set(number, here)
    return here
  }
}
