/** What one node was told of the end of a person's tokens for one programme, and what it said that it has. */
export type NodeTold = {
  told: number
  sent: number
  acknowledged: number
  lastSentAt: Date | null
  lastAcknowledgedAt: Date | null
  lastSyncAt: Date | null
}

/** How far a withdrawal has come at one hospital; `nothing-to-take-back`: no node of it ever held a token. */
export type HospitalStep =
  | { state: 'nothing-to-take-back' | 'waiting' }
  | { state: 'sent'; sentAt: Date }
  | { state: 'received'; sentAt: Date; receivedAt: Date }

/** A hospital has a withdrawal once every node that held a token has acknowledged it, or has synced after it. */
export function hospitalStep(nodes: readonly NodeTold[], withdrawnAt: Date): HospitalStep {
  const concerned = nodes.filter(({ told }) => told > 0)
  if (concerned.length === 0) return { state: 'nothing-to-take-back' }

  const received = concerned.map((node) => receivedAt(node, withdrawnAt))
  const sent = concerned.map((node, place) => sentAt(node) ?? received[place] ?? null)
  if (!allKnown(sent)) return { state: 'waiting' }
  if (!allKnown(received)) return { state: 'sent', sentAt: latest(sent) }
  return { state: 'received', sentAt: latest(sent), receivedAt: latest(received) }
}

/** When any node of a hospital last gave a sign of life; null where none ever did. */
export function lastHeardFrom(nodes: readonly Pick<NodeTold, 'lastSyncAt' | 'lastAcknowledgedAt'>[]): Date | null {
  const signs = nodes.flatMap(({ lastSyncAt, lastAcknowledgedAt }) => [lastSyncAt, lastAcknowledgedAt])
  const heard = signs.filter((instant) => instant !== null)
  return heard.length > 0 ? latest(heard) : null
}

function sentAt({ told, sent, lastSentAt }: NodeTold): Date | null {
  return sent === told ? lastSentAt : null
}

/** A gate that syncs fetches the lists, which say the same as the events. */
function receivedAt({ told, acknowledged, lastAcknowledgedAt, lastSyncAt }: NodeTold, withdrawnAt: Date): Date | null {
  if (acknowledged === told) return lastAcknowledgedAt
  return lastSyncAt && lastSyncAt >= withdrawnAt ? lastSyncAt : null
}

function allKnown(instants: readonly (Date | null)[]): instants is Date[] {
  return instants.every((instant) => instant !== null)
}

function latest(instants: readonly Date[]): Date {
  return instants.reduce((latest, instant) => (instant > latest ? instant : latest))
}
