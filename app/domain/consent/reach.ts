/** How far a change has travelled to one hospital. `nothing-connected`: no node there could use anything. */
export type HospitalReach = {
  name: string
  state: 'reached' | 'not-yet' | 'never-heard-from' | 'nothing-connected'
  /** Whether all its nodes were handed what ends their tokens; having been sent is not having received. */
  sent: boolean
  lastHeardFrom: Date | null
}

export type Reach = { reached: number; hospitals: HospitalReach[]; connected: number }

/** `receivedAt`: when the node acknowledged the last of what the change revoked; null while anything is open. */
export type FollowingNode = { lastSyncAt: Date | null; sent: boolean; receivedAt: Date | null }

export type FollowingHospital = { name: string; nodes: readonly FollowingNode[] }

/** Which hospitals have a change: by its receipt, or by a sync after it. One has it when every node of its has. */
export function reachOf(hospitals: readonly FollowingHospital[], changedAt: Date): Reach {
  const each = hospitals.map((hospital) => hospitalReach(hospital, changedAt))
  return {
    reached: each.filter(({ state }) => state === 'reached').length,
    connected: each.filter(({ state }) => state !== 'nothing-connected').length,
    hospitals: each,
  }
}

function hospitalReach({ name, nodes }: FollowingHospital, changedAt: Date): HospitalReach {
  const heard = nodes.flatMap((node) => lastHeardFrom(node) ?? [])
  const sent = nodes.length > 0 && nodes.every((node) => node.sent)
  if (nodes.length === 0) return { name, state: 'nothing-connected', sent, lastHeardFrom: null }
  if (heard.length < nodes.length) return { name, state: 'never-heard-from', sent, lastHeardFrom: null }
  const oldest = heard.reduce((oldest, at) => (at < oldest ? at : oldest))
  return { name, state: oldest >= changedAt ? 'reached' : 'not-yet', sent, lastHeardFrom: oldest }
}

function lastHeardFrom({ lastSyncAt, receivedAt }: FollowingNode): Date | null {
  if (!lastSyncAt || !receivedAt) return lastSyncAt ?? receivedAt
  return receivedAt > lastSyncAt ? receivedAt : lastSyncAt
}
