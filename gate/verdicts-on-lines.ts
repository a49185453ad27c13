import { requestFromJson } from './home/request-file.ts'
import { trustFileFrom } from './home/trust-file.ts'
import { knowledgeIn } from './knowledge.ts'
import { type Verdict, verifyConsentToken } from './verify-consent-token.ts'

/** A verdict on each JSON line `{"token","trust","request","offline"}`, in order; a line that cannot be judged is denied. */
export async function* verdictsOnLines(text: string, now: () => Date): AsyncGenerator<Verdict> {
  for (const line of text.split('\n')) {
    if (line !== '') yield await verdictOnLine(line, now()).catch(() => UNJUDGED)
  }
}

const UNJUDGED: Verdict = { outcome: 'deny', reason: 'verification-failed' }

async function verdictOnLine(line: string, at: Date): Promise<Verdict> {
  const { token, trust, request, offline } = JSON.parse(line)
  const mode = offline === true ? 'offline' : 'online'
  const current = await knowledgeIn(trustFileFrom(trust), { mode, maxAgeSeconds: Number.POSITIVE_INFINITY }, at)
  return verifyConsentToken(token, current.trust, requestFromJson(request), at)
}
