import { heldVerdict } from '../held-verdict.ts'
import { type IssuedToken, issuedTokenFrom } from '../home/consent-token-store.ts'
import { type Question, verifyConsentToken } from '../verify-consent-token.ts'
import type { Crew } from './crew.ts'
import { findMissing } from './find-missing.ts'
import { type Own, ownOf } from './find-out.ts'
import type { HeldIndex } from './held-index.ts'
import { judgeOf, type Outcome } from './judge.ts'
import { lineAt } from './line-at.ts'
import { lineOf } from './subject-table.ts'

/** An open store, what is known of it, and who finds out the rest. */
export type Opened = { fd: number; index: HeldIndex; crew: Crew }

/** Answers one question for many people; what depends on the question alone is worked out once. */
export type Inquiry = (subjects: readonly string[]) => Promise<Outcome[]>

export function inquiry(opened: Opened, question: Question, verified: (tokens: number) => void): Inquiry {
  const { index } = opened
  const own = ownOf(question.trust)
  const isKnown = knownLines(index, own)
  const judge = judgeOf(index, question)
  const singled = new Map<number, Outcome>()
  return async (subjects) => {
    const lines = subjects.map((subject) => lineOf(subject, index.lines, index.table))
    const unknown = [...new Set(lines.filter((line) => line !== -1 && !isKnown(line) && !singled.has(line)))]
    await findMissing(unknown, opened, own, verified)
    for (const line of unknown) if (!isKnown(line)) singled.set(line, await singleOutcome(opened, line, question))
    await judge.learnNames()
    return lines.map((line) => (line === -1 ? 'no-token' : (singled.get(line) ?? judge.outcome(line))))
  }
}

/** Was this line's token verified by a key that is still good? */
function knownLines({ findings, names }: HeldIndex, own: Own): (line: number) => boolean {
  const good = new Set(own.keyNames.values())
  const isGood = [false]
  return (line) => {
    const key = findings.key[line] as number
    while (isGood.length <= key) isGood.push(good.has(names.keys.texts[isGood.length - 1] as string))
    return isGood[key] as boolean
  }
}

/** What is no good token of our own is judged as any single token is, which says why. */
async function singleOutcome(opened: Opened, line: number, { trust, request, at }: Question): Promise<Outcome> {
  const issued = issuedOn(opened, line)
  const verdict = await heldVerdict(issued.subject, issued, (token) => verifyConsentToken(token, trust, request, at))
  return verdict.outcome === 'permit' ? 'permit' : verdict.reason
}

export function issuedOn({ fd, index }: Opened, line: number): IssuedToken {
  return issuedTokenFrom(lineAt(fd, index.lines, line).toString('utf8'))
}
