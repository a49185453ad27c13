import { whyNotCurrent } from '../consent-token-claims.ts'
import { coveringProvision } from '../covering-provision.ts'
import { type Reason, reasonOf } from '../refusal.ts'
import type { StatusList } from '../status-list-token.ts'
import { whyNotValid } from '../token-status.ts'
import type { Question } from '../verify-consent-token.ts'
import type { HeldIndex } from './held-index.ts'

/** What a node may do with the data of one person: all that was asked, or why not. */
export type Outcome = 'permit' | Reason

/** Answers one question for one line after another, by what was found out about its token. */
export type Judge = {
  /** Lists and consent claims are few: each is read once, however many tokens name it. */
  learnNames(): Promise<void>
  outcome(line: number): Outcome
}

/** Time, status and scope in the order of `verifyConsentToken`; a good signature and our own claims go before. */
export function judgeOf({ findings, names }: HeldIndex, { trust, request, at }: Question): Judge {
  const reading: Promise<unknown>[] = []
  const lists: (StatusList | Reason)[] = []
  const scopes: (Reason | null)[] = []

  async function learnList(uri: string, number: number): Promise<void> {
    lists[number] = await trust.statusLists.read(uri, at).catch(reasonOf)
  }

  return {
    async learnNames() {
      for (const uri of names.lists.texts.slice(reading.length)) reading.push(learnList(uri, reading.length))
      for (const consent of names.consents.texts.slice(scopes.length)) {
        scopes.push(whyNotCovered(JSON.parse(consent), { request, at }))
      }
      await Promise.all(reading)
    },
    outcome(line) {
      const { exp, nbf, iat, list, index, consent } = findings
      const times = { exp: exp[line] as number, nbf: nbf[line] as number, iat: iat[line] as number }
      return (
        whyNotCurrent(times, at) ??
        whyNotOn(lists[(list[line] as number) - 1], index[line] as number) ??
        whyNotIn(scopes[(consent[line] as number) - 1]) ??
        'permit'
      )
    },
  }
}

function whyNotCovered(
  consent: Parameters<typeof coveringProvision>[0],
  { request, at }: Pick<Question, 'request' | 'at'>,
) {
  try {
    coveringProvision(consent, request, at)
    return null
  } catch (error) {
    return reasonOf(error)
  }
}

function whyNotOn(list: StatusList | Reason | undefined, index: number): Reason | null {
  if (list === undefined) return 'verification-failed'
  return typeof list === 'string' ? list : whyNotValid(list, index)
}

function whyNotIn(scope: Reason | null | undefined): Reason | null {
  return scope === undefined ? 'verification-failed' : scope
}
