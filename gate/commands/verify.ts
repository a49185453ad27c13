import { Failure } from '../failure.ts'
import { openHome } from '../home/gate-home.ts'
import { readRequestFile } from '../home/request-file.ts'
import { readTrustFile } from '../home/trust-file.ts'
import { type Current, currentKnowledge, knowledgeIn } from '../knowledge.ts'
import { UsageError } from '../usage-error.ts'
import { verdictsOnLines } from '../verdicts-on-lines.ts'
import { verifyConsentToken } from '../verify-consent-token.ts'
import type { World } from '../world.ts'
import { type Command, EXIT, type ExitCode, type Given, optional } from './command.ts'
import { exitCodeOf } from './exit-code-of.ts'
import { HOME_OPTION } from './home-option.ts'
import { KNOWLEDGE_OPTIONS, knowledgeBounds } from './knowledge-options.ts'
import { REQUEST_OPTIONS, requestFrom } from './request-options.ts'

export const verify: Command = {
  name: 'verify',
  summary: 'Verifies one consent token (or - to read it from standard input) and prints the verdict.',
  positional: 'TOKEN',
  options: {
    ...HOME_OPTION,
    ...optional(REQUEST_OPTIONS),
    request: { value: 'FILE', help: 'all of this as JSON, in place of these options' },
    ...KNOWLEDGE_OPTIONS,
    trust: { value: 'FILE', help: 'a trust.json to rely on in place of a home; nobody is asked' },
    lines: {
      help: 'with -: a JSON line {"token","trust","request","offline"} in for each verdict out, as a selftest asks',
    },
  },
  async run(given, world) {
    if (given.isSet('lines')) return verifyLines(world)
    const request = await requestOf(given)
    const { trust, knowledge, at } = await knowledgeFor(given, world)
    const [argument = '-'] = given.positionals
    const token = argument === '-' ? (await world.readInput()).trim() : argument

    const verdict = await verifyConsentToken(token, trust, request, at)
    world.print(`${JSON.stringify({ ...verdict, knowledge }, null, 2)}\n`)
    return exitCodeOf(verdict)
  },
}

async function verifyLines({ readInput, now, print }: World): Promise<ExitCode> {
  for await (const verdict of verdictsOnLines(await readInput(), now)) print(`${JSON.stringify(verdict)}\n`)
  return EXIT.allPermitted
}

async function requestOf(given: Given) {
  const path = given.textOrNull('request')
  if (path === null) return requestFrom(given)
  const surplus = Object.keys(REQUEST_OPTIONS).find((name) => given.texts(name).length > 0)
  if (surplus) throw new UsageError(`--request stands in place of --${surplus}`)
  return readRequestFile(path)
}

async function knowledgeFor(given: Given, world: World): Promise<Current> {
  const bounds = knowledgeBounds(given)
  const path = given.textOrNull('trust')
  if (path === null) return currentKnowledge(await openHome(given.text('home')), world, bounds)
  const file = await readTrustFile(path)
  if (!file) throw new Failure('never-synced')
  return knowledgeIn(file, bounds, world.now())
}
