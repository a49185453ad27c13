import { trustFrom } from '#gate/home/trust-file.ts'
import type { TokenCase } from '#gate/selftest/case-writer.ts'
import { type Verdict, verifyConsentToken } from '#gate/verify-consent-token.ts'

export async function verdictOn({ token, trust, request, at, freshness }: TokenCase): Promise<Verdict> {
  return verifyConsentToken(token, await trustFrom(trust, freshness), request, at)
}
