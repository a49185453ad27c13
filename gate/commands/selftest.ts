import { askEach } from '../selftest/ask-each.ts'
import { askInLines } from '../selftest/ask-in-lines.ts'
import type { TokenCase } from '../selftest/case-writer.ts'
import { countOf, findingOn, findingsAsText } from '../selftest/findings.ts'
import { tokenCases } from '../selftest/token-cases.ts'
import { UsageError } from '../usage-error.ts'
import { type Command, EXIT, type Given } from './command.ts'
import { formatFrom } from './format-option.ts'

export const selftest: Command = {
  name: 'selftest',
  summary: 'Asks a verifier of consent tokens about good and forged ones, and says where it is wrong.',
  options: {
    verifier: {
      value: 'CMD',
      required: true,
      help: 'a command line; "--trust FILE --request FILE [--offline] -" is put after it, the token is on its input',
    },
    lines: { help: 'start it once, with "--lines -" after it: a JSON line in for each case, a verdict out' },
    only: { value: 'TEXT', help: 'the cases that have this in their name or in the expected verdict' },
    seconds: { value: 'N', fallback: '10', help: 'how long one case may take' },
    'total-seconds': { value: 'N', fallback: '600', help: 'how long all of them may take' },
    format: { value: 'FORMAT', fallback: 'text', help: 'text or json' },
  },
  async run(given, { now, print }) {
    const asText = formatFrom(given, { text: findingsAsText, json: (found) => `${JSON.stringify(found, null, 2)}\n` })
    const asking = {
      command: given.text('verifier'),
      caseSeconds: secondsFrom(given, 'seconds'),
      totalSeconds: secondsFrom(given, 'total-seconds'),
    }
    const cases = casesFor(given, now())
    const answers = await (given.isSet('lines') ? askInLines(cases, asking) : askEach(cases, asking))
    const findings = cases.map((one, index) => findingOn(one, answers[index] ?? { outcome: 'none', reason: null }))
    print(asText(findings))
    return countOf(findings).wrong === 0 ? EXIT.allPermitted : EXIT.wrongVerdicts
  },
}

/** Space around a token is not the token's where it comes as all of an input: only a line can carry it. */
function casesFor(given: Given, at: Date): TokenCase[] {
  const only = given.textOrNull('only') ?? ''
  const { signature, content } = tokenCases(at)
  const cases = [...signature, ...content]
    .filter(({ name, expected }) => name.includes(only) || expected.includes(only))
    .filter(({ token }) => given.isSet('lines') || token === token.trim())
  if (cases.length === 0) throw new UsageError(`no case has ${only} in its name`)
  return cases
}

function secondsFrom(given: Given, option: string): number {
  const seconds = Number(given.text(option))
  if (!(seconds > 0 && seconds <= 3600)) throw new UsageError(`--${option} must be a number of seconds, at most 3600`)
  return seconds
}
