import type { Day } from '../day.ts'
import { type Decision, refused } from '../decision.ts'
import { type ChangesBetween, changesBetween, type Version } from '../form/changes-between.ts'
import type { AskAgainRefusal } from './ask-again.ts'
import type { SupersededForms } from './decide.ts'
import { deferral } from './deferral.ts'
import type { ConsentEvent, Snapshot } from './events.ts'
import type { FormChange } from './form.ts'
import { consentTo, isYesInForce, type Standing } from './standing.ts'

/** After these nobody is reminded any more; the question stays where she finds it. */
export const MOST_REMINDERS = 2

/** A programme's versions, and the one that people are asked with now. */
export type VersionsOf<One extends Version> = {
  programmeId: string
  current: string | null
  versions: readonly One[]
  superseded: SupersededForms
}

/** What has changed since a person said yes, and what that asks of her. */
export type AskedAgain<One extends Version = Version> = {
  /** After a minor change she is told; after a major one she is asked. */
  change: FormChange
  agreed: string
  newer: string
  versions: One[]
  /** Whether her yes still counts until she answers; not where its own version was taken back. */
  stands: boolean
  /** She said *later* to the newer version, until a day if she chose one. */
  later: { askAgainOn: Day | null } | null
}

/**
 * What a newer version asks of a person at `at`, or null where it asks nothing: of those who never said yes, whose yes
 * is over, who said no or stopped, or who object to any use. Her old scope stands until she answers.
 */
export function askedAgain<One extends Version>(
  standing: Standing,
  { programmeId, current, versions, superseded }: VersionsOf<One>,
  at: Date,
): AskedAgain<One> | null {
  const consent = consentTo(standing, programmeId)
  if (standing.objectedIn.length > 0 || !isYesInForce(consent, at)) return null
  if (!consent.formId || !current || superseded.has(current)) return null

  const between: ChangesBetween<One> = changesBetween({ agreed: consent.formId, newer: current }, versions)
  if (between.change === 'none') return null
  const stands = !superseded.has(consent.formId)
  return {
    change: stands ? between.change : 'major',
    agreed: consent.formId,
    newer: current,
    versions: between.versions,
    stands,
    later: consent.deferredFormId === current ? { askAgainOn: consent.askAgainOn } : null,
  }
}

/** Whether she is to be asked today: not before the day that she chose, nor ever where she chose none. */
export function isAskedNow({ change, later }: Pick<AskedAgain, 'change' | 'later'>, today: Day): boolean {
  if (change === 'minor') return false
  return later === null || (later.askAgainOn !== null && later.askAgainOn <= today)
}

export type KeepingRefusal = 'form-changed' | 'nothing-to-keep' | AskAgainRefusal

/** *Keep what I said for now*: a later to the newer version, which leaves her yes to the earlier one as it is. */
export function keepingForNow(
  standing: Standing,
  versions: VersionsOf<Version>,
  { formId, snapshot, askAgainOn, at }: { formId: string; snapshot: Snapshot; askAgainOn: Day | null; at: Date },
): Decision<ConsentEvent, KeepingRefusal> {
  const { programmeId } = versions
  const asked = askedAgain(standing, versions, at)
  if (asked?.change !== 'major') return refused('nothing-to-keep')
  if (asked.newer !== formId) return refused('form-changed')
  const base = { programmeId, formId, language: snapshot.language, snapshot, answers: {} }
  return deferral(base, { consent: consentTo(standing, programmeId), askAgainOn, at })
}
