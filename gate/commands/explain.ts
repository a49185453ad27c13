import { decodeJwt } from 'jose'
import { EXPLANATIONS, PERMITTED } from '../explanations.ts'
import { withHeldTokens } from '../held/held-tokens.ts'
import { heldVerdict } from '../held-verdict.ts'
import type { IssuedToken } from '../home/consent-token-store.ts'
import { openHome } from '../home/gate-home.ts'
import { type Verdict, verifyConsentToken } from '../verify-consent-token.ts'
import type { Command } from './command.ts'
import { exitCodeOf } from './exit-code-of.ts'
import { HOME_OPTION } from './home-option.ts'
import { KNOWLEDGE_OPTIONS, knowledgeBounds } from './knowledge-options.ts'
import { REQUEST_OPTIONS, requestFrom } from './request-options.ts'

export const explain: Command = {
  name: 'explain',
  summary: 'Says why the data of one person may or may not be used, from what this node holds.',
  positional: 'SUBJECT',
  options: { ...HOME_OPTION, ...REQUEST_OPTIONS, ...KNOWLEDGE_OPTIONS },
  async run(given, world) {
    const request = requestFrom(given)
    const [subject = ''] = given.positionals
    const home = await openHome(given.text('home'))
    const asking = { home, basis: request, world, bounds: knowledgeBounds(given) }
    const { verdict, issued, knowledge } = await withHeldTokens(asking, async (held, { trust, knowledge, at }) => {
      const issued = held.tokenOf(subject)
      const verdict = await heldVerdict(subject, issued, (token) => verifyConsentToken(token, trust, request, at))
      return { verdict, issued, knowledge }
    })
    const told = { subject, ...verdict, ...explained(verdict, issued), knowledge }
    world.print(`${JSON.stringify(told, null, 2)}\n`)
    return exitCodeOf(verdict)
  },
}

/** A sentence, and where the person permits something else, what that is: the token's signature is good by then. */
function explained(verdict: Verdict, issued: IssuedToken | null) {
  if (verdict.outcome === 'permit') return { explanation: PERMITTED, expires_at: issued?.expires_at }
  const explanation = EXPLANATIONS[verdict.reason]
  if (verdict.reason !== 'outside-scope' || !issued) return { explanation }
  const { consent } = decodeJwt<{ consent: { provisions: unknown } }>(issued.consent_token)
  return { explanation, provisions: consent.provisions }
}
