import { type Decision, recorded, refused } from '../decision.ts'
import type { ConsentEvent, Snapshot, WithdrawalTier } from './events.ts'
import { consentTo, type Standing } from './standing.ts'

/** What happens when a person withdraws her consent to a programme (GDPR Art. 7(3)): no reason is asked. */
export function withdrawal(
  standing: Standing,
  { programmeId, tier, snapshot }: { programmeId: string; tier: WithdrawalTier; snapshot: Snapshot },
): Decision<ConsentEvent, 'consent-not-found' | 'consent-already-withdrawn'> {
  const consent = consentTo(standing, programmeId)
  if (consent?.state === 'withdrawn' && tier === 'stop') return refused('consent-already-withdrawn')
  if (!consent && tier !== 'close') return refused('consent-not-found')
  return recorded({ type: 'consent-withdrawn', programmeId, tier, snapshot })
}
