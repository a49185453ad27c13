import { openHome } from '../home/gate-home.ts'
import { currentKnowledge } from '../knowledge.ts'
import { isUnverifiable } from '../refusal.ts'
import { type Verdict, verifyConsentToken } from '../verify-consent-token.ts'
import { type Command, EXIT, type ExitCode } from './command.ts'
import { HOME_OPTION } from './home-option.ts'
import { KNOWLEDGE_OPTIONS, knowledgeBounds } from './knowledge-options.ts'
import { REQUEST_OPTIONS, requestFrom } from './request-options.ts'

export const verify: Command = {
  name: 'verify',
  summary: 'Verifies one consent token (or - to read it from standard input) and prints the verdict.',
  positional: 'TOKEN',
  options: { ...HOME_OPTION, ...REQUEST_OPTIONS, ...KNOWLEDGE_OPTIONS },
  async run(given, world) {
    const request = requestFrom(given)
    const home = await openHome(given.text('home'))
    const { trust, knowledge, at } = await currentKnowledge(home, world, knowledgeBounds(given))
    const [argument = '-'] = given.positionals
    const token = argument === '-' ? (await world.readInput()).trim() : argument

    const verdict = await verifyConsentToken(token, trust, request, at)
    world.print(`${JSON.stringify({ ...verdict, knowledge }, null, 2)}\n`)
    return exitCodeFor(verdict)
  },
}

function exitCodeFor(verdict: Verdict): ExitCode {
  if (verdict.outcome === 'permit') return EXIT.allPermitted
  return isUnverifiable(verdict.reason) ? EXIT.unverifiable : EXIT.nonePermitted
}
