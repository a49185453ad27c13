import { trustFrom } from '#gate/home/trust-file.ts'
import { type Verdict, verifyConsentToken } from '#gate/verify-consent-token.ts'
import type { TokenCase } from './token-case.ts'

export async function verdictOn({ token, trust, request, at, freshness }: TokenCase): Promise<Verdict> {
  return verifyConsentToken(token, await trustFrom(trust, freshness), request, at)
}
