/** How far a change has travelled to one hospital. `nothing-connected`: no node there could use anything. */
export type HospitalReach = {
  name: string
  state: 'reached' | 'not-yet' | 'never-heard-from' | 'nothing-connected'
  lastHeardFrom: Date | null
}

export type Reach = { reached: number; hospitals: HospitalReach[]; connected: number }

type Hospital = { name: string; nodes: readonly { lastSyncAt: Date | null }[] }

/** Which hospitals have checked in since a change; one has it when every node of its has. */
export function reachOf(hospitals: readonly Hospital[], changedAt: Date): Reach {
  const each = hospitals.map((hospital) => hospitalReach(hospital, changedAt))
  return {
    reached: each.filter(({ state }) => state === 'reached').length,
    connected: each.filter(({ state }) => state !== 'nothing-connected').length,
    hospitals: each,
  }
}

function hospitalReach({ name, nodes }: Hospital, changedAt: Date): HospitalReach {
  const heard = nodes.flatMap(({ lastSyncAt }) => lastSyncAt ?? [])
  if (nodes.length === 0) return { name, state: 'nothing-connected', lastHeardFrom: null }
  if (heard.length < nodes.length) return { name, state: 'never-heard-from', lastHeardFrom: null }
  const lastHeardFrom = heard.reduce((oldest, at) => (at < oldest ? at : oldest))
  return { name, state: lastHeardFrom >= changedAt ? 'reached' : 'not-yet', lastHeardFrom }
}
