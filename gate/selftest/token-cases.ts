import { caseWriter, type TokenCase } from './case-writer.ts'
import { claimsOfTokens } from './claims-of-tokens.ts'
import { forgedTokens } from './forged-tokens.ts'
import { jsonOfTokens } from './json-of-tokens.ts'
import { listsOfTokens } from './lists-of-tokens.ts'
import { misspeltTokens } from './misspelt-tokens.ts'
import { scopeOfTokens } from './scope-of-tokens.ts'
import { statusOfTokens } from './status-of-tokens.ts'
import { typesOfTokens } from './types-of-tokens.ts'

/** Who wrote this? */
const ABOUT_THE_SIGNATURE = [forgedTokens, typesOfTokens, misspeltTokens, jsonOfTokens]

/** And does it permit this, here, now? */
const ABOUT_THE_CONTENT = [claimsOfTokens, statusOfTokens, listsOfTokens, scopeOfTokens]

/** Every case of the selftest around one moment: none depends on the very second, so that any clock will do. */
export function tokenCases(at: Date): { signature: TokenCase[]; content: TokenCase[] } {
  const writer = caseWriter(at)
  return {
    signature: ABOUT_THE_SIGNATURE.flatMap((cases) => cases(writer)),
    content: ABOUT_THE_CONTENT.flatMap((cases) => cases(writer)),
  }
}
