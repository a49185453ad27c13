import { type Decision, recorded, refused } from '../decision.ts'
import { type ConsentEvent, type Snapshot, WITHDRAWAL_TIERS, type WithdrawalTier } from './events.ts'
import { consentTo, type Standing } from './standing.ts'

/** What happens when a person withdraws her consent to a programme (GDPR Art. 7(3)): no reason is asked. */
export function withdrawal(
  standing: Standing,
  { programmeId, tier, snapshot }: { programmeId: string; tier: WithdrawalTier; snapshot: Snapshot },
): Decision<ConsentEvent, 'consent-not-found' | 'consent-already-withdrawn'> {
  const consent = consentTo(standing, programmeId)
  if (hasGoneAsFar(consent?.withdrawnTier ?? null, tier)) return refused('consent-already-withdrawn')
  if (!consent && tier !== 'close') return refused('consent-not-found')
  return recorded({ type: 'consent-withdrawn', programmeId, tier, snapshot })
}

/** Whoever sends a withdrawal twice has withdrawn once; whoever goes further withdraws further. */
function hasGoneAsFar(stands: WithdrawalTier | null, asked: WithdrawalTier): boolean {
  return stands !== null && WITHDRAWAL_TIERS.indexOf(stands) >= WITHDRAWAL_TIERS.indexOf(asked)
}
