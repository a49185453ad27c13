import { createInterface } from 'node:readline'
import { type Answer, answerIn, NO_ANSWER } from './answer.ts'
import type { Asking } from './ask-each.ts'
import type { TokenCase } from './case-writer.ts'
import { startVerifier } from './start-verifier.ts'
import { within } from './within.ts'

/**
 * Runs the verifier once for all: `CMD --lines -`. A line in is `{"token","trust","request","offline"}`, a line out its
 * verdict, in the same order.
 */
export async function askInLines(cases: readonly TokenCase[], asking: Asking): Promise<Answer[]> {
  const deadline = performance.now() + asking.totalSeconds * 1000
  const verifier = startVerifier(asking.command, ['--lines', '-'])
  const lines = createInterface({ input: verifier.stdout })[Symbol.asyncIterator]()
  verifier.say(cases.map((given) => `${JSON.stringify(question(given))}\n`).join(''))

  const answers: Answer[] = []
  while (answers.length < cases.length) {
    const left = (deadline - performance.now()) / 1000
    const line = await within(Math.min(asking.caseSeconds, Math.max(left, 0)), lines.next())
    if (line === 'too late' || line.done) break
    answers.push(answerIn(line.value) ?? NO_ANSWER('not a verdict'))
  }
  verifier.end()
  return cases.map((_, index) => answers[index] ?? NO_ANSWER('no line'))
}

function question({ token, trust, request, freshness }: TokenCase) {
  return { token, trust, request, offline: freshness === 'exp' }
}
