import type { ConsentEvent } from '../consent/events.ts'
import type { Provision } from '../consent/provision.ts'
import { consentTo, type Standing } from '../consent/standing.ts'
import { type Day, dayOf } from '../day.ts'
import { type FormFacts, justifiedClaim } from '../token/justified-claim.ts'

/** What still follows from an event: the provisions that a consent token would rest on, and until when. */
export type StillCounts = { provisions: Provision[]; until: Day | null }

export type ReceiptStatus = 'proposed' | 'active' | 'rejected' | 'inactive'

/** What FHIR calls the consent that a receipt is about; active only while it counts, and never again after a withdrawal. */
export function receiptStatus(event: ConsentEvent, counts: StillCounts | null): ReceiptStatus {
  switch (event.type) {
    case 'consent-given':
    case 'consent-changed':
    case 'consent-reaffirmed':
      return counts ? 'active' : 'inactive'
    case 'consent-refused':
    case 'objected':
      return 'rejected'
    case 'consent-deferred':
      return 'proposed'
    case 'altruism-preferred':
      if (event.mode === 'ask-me') return 'proposed'
      return event.mode === 'leave-me-out' ? 'rejected' : counts ? 'active' : 'inactive'
    case 'use-answered':
      return event.answer === 'no' ? 'rejected' : counts ? 'active' : 'inactive'
    default: // a withdrawal, a voided claim, an objection taken back; and what is not understood permits nothing
      return 'inactive'
  }
}

type Now = { standing: Standing; forms: FormFacts; at: Date }

/** Whether the event is the one that her standing rests on now, and what it still permits; null where it permits nothing. */
export function stillCounts(id: string, event: ConsentEvent, { standing, forms, at }: Now): StillCounts | null {
  if (standing.objectedIn.length > 0) return null
  if ('programmeId' in event) {
    if (consentTo(standing, event.programmeId)?.eventId !== id) return null
    const justified = justifiedClaim(standing, { basis: 'consent', programme: event.programmeId }, forms, at)
    return (
      justified && { provisions: justified.claim.provisions, until: justified.expiresAt && dayOf(justified.expiresAt) }
    )
  }
  const { altruism } = standing
  if (!altruism) return null
  const isHers =
    event.type === 'use-answered'
      ? event.answer === 'yes' && standing.useAnswers[event.dataUseId] === 'yes'
      : altruism.eventId === id && altruism.mode === 'include-me'
  return isHers ? { provisions: altruism.choices.provisions, until: null } : null
}
