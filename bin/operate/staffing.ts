import { type Decision, recorded } from '#app/domain/decision.ts'
import type { Portal } from '#app/portal.server.ts'
import { closeStaffAccount } from '#app/services/close-staff-account.server.ts'
import { giveRole } from '#app/services/give-role.server.ts'
import { reopenStaffAccount } from '#app/services/reopen-staff-account.server.ts'
import { resetPassword } from '#app/services/reset-password.server.ts'
import { takeRole } from '#app/services/take-role.server.ts'
import type { Given, Operation } from './operation.ts'

const ROLE = '--role ROLE [--programme ID | --hospital NAME]'

/** Who works here, and as what. */
export const STAFFING: Record<string, Operation> = {
  'give-role': {
    of: 'EMAIL',
    takes: ROLE,
    effect: 'lets somebody work here; a new account comes with a password to hand over',
    run: async (portal, email, given) =>
      handedOver(portal, await giveRole(portal, { email, asked: roleIn(given), by: given.by })),
  },
  'take-role': {
    of: 'EMAIL',
    takes: ROLE,
    effect: 'takes a role away and signs its holder out',
    run: (portal, email, given) => takeRole(portal, { email, asked: roleIn(given), by: given.by }),
  },
  'reset-password': {
    of: 'EMAIL',
    effect: 'ends a forgotten password and signs its holder out; prints one to hand over',
    run: async (portal, email, { by }) => handedOver(portal, await resetPassword(portal, { email, by })),
  },
  'close-account': {
    of: 'EMAIL',
    effect: 'takes every role and the account away',
    run: (portal, email, { by }) => closeStaffAccount(portal, { email, by }),
  },
  'reopen-account': {
    of: 'EMAIL',
    effect: 'opens a closed account, without roles; prints a password to hand over',
    run: async (portal, email, { by }) => handedOver(portal, await reopenStaffAccount(portal, { email, by })),
  },
}

function roleIn({ role, programme, hospital }: Given) {
  return { role: role ?? '', programme, hospital }
}

/** A password that is handed out comes with the page on which it is exchanged. */
function handedOver<Refusal extends string>({ settings }: Portal, decision: Decision<object, Refusal>) {
  if (!decision.ok || !('oneTimePassword' in decision.event)) return decision
  return recorded({ ...decision.event, exchangeAt: `${settings.url}/en/staff/password` })
}
