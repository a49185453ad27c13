import { statusAt } from '../app/domain/token/status-list.ts'
import { type Reason, Refusal } from './refusal.ts'
import type { StatusList } from './status-list-token.ts'
import type { StatusListReader } from './status-lists.ts'

/** Refuses a token whose entry does not hold, or whose list cannot say. */
export async function requireValidStatus(
  { idx, uri }: { idx: number; uri: string },
  statusLists: StatusListReader,
  at: Date,
): Promise<void> {
  const reason = whyNotValid(await statusLists.read(uri, at), idx)
  if (reason) throw new Refusal(reason)
}

/** Why an entry does not hold, or null: anything but 0x00 VALID (draft-ietf-oauth-status-list §7.1, §8.3). */
export function whyNotValid({ entries, bits }: Pick<StatusList, 'entries' | 'bits'>, idx: number): Reason | null {
  const status = statusAt(entries, idx, bits)
  if (status === null) return 'status-out-of-range'
  return status === 0 ? null : 'revoked'
}
