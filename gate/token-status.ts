import { statusAt } from '../app/domain/token/status-list.ts'
import { Refusal } from './refusal.ts'
import type { StatusListReader } from './status-lists.ts'

/** Refuses a token whose entry is anything but 0x00 VALID (draft-ietf-oauth-status-list §7.1, §8.3). */
export async function requireValidStatus(
  { idx, uri }: { idx: number; uri: string },
  statusLists: StatusListReader,
  at: Date,
): Promise<void> {
  const list = await statusLists.read(uri, at)
  const status = statusAt(list.entries, idx, list.bits)
  if (status === null) throw new Refusal('status-out-of-range')
  if (status !== 0) throw new Refusal('revoked')
}
