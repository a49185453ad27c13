import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Answer, answerIn, answerOfExit, NO_ANSWER } from './answer.ts'
import type { TokenCase } from './case-writer.ts'
import { startVerifier } from './start-verifier.ts'
import { within } from './within.ts'

/** How a verifier is asked, and how long it may take: for one case, and for all of them together. */
export type Asking = { command: string; caseSeconds: number; totalSeconds: number }

const MAX_ANSWER_CHARACTERS = 65_536

/** Runs the verifier once for each case: `CMD --trust FILE --request FILE [--offline] -`, the token on standard input. */
export async function askEach(cases: readonly TokenCase[], asking: Asking): Promise<Answer[]> {
  const folder = await mkdtemp(join(tmpdir(), 'accord-selftest-'))
  const deadline = performance.now() + asking.totalSeconds * 1000
  const answers: Answer[] = cases.map(() => NO_ANSWER('out of time'))
  const waiting = cases.entries()
  const worker = async () => {
    for (const [index, given] of waiting) {
      if (performance.now() >= deadline) return
      answers[index] = await askOne(given, join(folder, String(index)), asking)
    }
  }
  try {
    await Promise.all(Array.from({ length: availableParallelism() }, worker))
    return answers
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function askOne({ token, trust, request, freshness }: TokenCase, path: string, asking: Asking): Promise<Answer> {
  const [trustPath, requestPath] = [`${path}.trust.json`, `${path}.request.json`]
  await writeFile(trustPath, JSON.stringify(trust))
  await writeFile(requestPath, JSON.stringify(request))
  const offline = freshness === 'exp' ? ['--offline'] : []
  const verifier = startVerifier(asking.command, ['--trust', trustPath, '--request', requestPath, ...offline, '-'])

  let printed = ''
  verifier.stdout.on('data', (piece) => {
    if (printed.length < MAX_ANSWER_CHARACTERS) printed += piece
  })
  verifier.say(token)
  const exit = await within(asking.caseSeconds, verifier.ended)
  if (exit !== 'too late') return answerIn(printed) ?? answerOfExit(exit)
  verifier.end()
  return NO_ANSWER(`no answer within ${asking.caseSeconds} s`)
}
