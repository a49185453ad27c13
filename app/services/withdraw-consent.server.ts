import { self } from '../domain/access/acting.ts'
import type { Actor, Snapshot, WithdrawalTier } from '../domain/consent/events.ts'
import { withdrawal } from '../domain/consent/withdrawal.ts'
import type { Portal } from '../portal.server.ts'
import { askForRemoval } from './ask-for-removal.server.ts'
import { changeSwitch } from './change-switch.server.ts'

/** Withdraws, revokes what the consent no longer justifies and tells the nodes: durable when this returns. */
export function withdrawConsent(
  portal: Portal,
  asked: { contributorId: string; by?: Actor; programmeId: string; tier: WithdrawalTier; snapshot: Snapshot },
) {
  const { contributorId, by = self(contributorId), tier, ...rest } = asked
  return changeSwitch(
    portal,
    { contributorId, by },
    (standing) => withdrawal(standing, { tier, ...rest }),
    async (tx) => {
      if (tier !== 'stop') await askForRemoval(tx, contributorId, [asked.programmeId], portal.clock.now())
    },
  )
}
