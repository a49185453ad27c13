import { type Decision, recorded, refused } from '../decision.ts'

/** What an operator says a hospital is; its nodes are known by the thumbprints of their keys. */
export type HospitalAsked = { hospital: string; name: string; country: string; nodes: readonly NodeAsked[] }

export type NodeAsked = {
  clientId: string
  programmes: readonly string[]
  scopes: readonly string[]
  thumbprints: readonly string[]
}

/** What the portal knows: this hospital if it is there, and every node of every hospital. */
export type KnownHospitals = {
  hospital: { name: string; country: string } | null
  /** Names of the other hospitals. */
  otherNames: readonly string[]
  nodes: readonly (NodeAsked & { hospital: string; isDecommissioned: boolean })[]
  programmes: readonly string[]
}

export type HospitalSettingRefusal =
  | 'hospital-is-another'
  | 'hospital-name-taken'
  | 'client-id-taken'
  | 'key-elsewhere'
  | 'node-is-decommissioned'
  | 'node-without-programme'
  | 'programme-not-found'
  | 'programme-not-left'
  | 'audit-is-for-auditors'

/** What has to be done so that everything is as it was asked; nothing where it is so already. */
export type HospitalSetting = { added: boolean; changed: 'name'[]; nodes: NodeSetting[] }

export type NodeSetting = { clientId: string; added: boolean; changed: ('keys' | 'scopes' | 'programmes')[] }

/**
 * What becomes of a hospital that is set up, or set up again. A hospital is never turned into another one, and a key
 * and a client id belong to one node for good; its name changes only where the operator says that it was renamed.
 */
export function hospitalSetting(
  asked: HospitalAsked,
  known: KnownHospitals,
  { renamed }: { renamed: boolean },
): Decision<HospitalSetting, HospitalSettingRefusal> {
  const refusal = identityRefusal(asked, known, renamed) ?? firstNodeRefusal(asked, known)
  if (refusal) return refused(refusal)
  const changed = known.hospital && known.hospital.name !== asked.name ? (['name'] as const) : []
  const nodes = asked.nodes.map((node) => nodeSetting(node, known.nodes.find(isCalled(node.clientId))))
  return recorded({ added: !known.hospital, changed: [...changed], nodes })
}

function identityRefusal(
  { name, country }: HospitalAsked,
  { hospital, otherNames }: KnownHospitals,
  renamed: boolean,
): HospitalSettingRefusal | null {
  if (otherNames.includes(name)) return 'hospital-name-taken'
  if (!hospital) return null
  return hospital.country !== country || (hospital.name !== name && !renamed) ? 'hospital-is-another' : null
}

function firstNodeRefusal(asked: HospitalAsked, known: KnownHospitals): HospitalSettingRefusal | null {
  for (const node of asked.nodes) {
    const refusal = nodeRefusal(node, asked, known)
    if (refusal) return refusal
  }
  return null
}

/** Who reads what was refused decides about nobody's data, and who decides never reads it. */
const AUDIT = 'system/Consent.audit'

function nodeRefusal(node: NodeAsked, asked: HospitalAsked, known: KnownHospitals): HospitalSettingRefusal | null {
  const audits = node.scopes.includes(AUDIT)
  if (audits && (node.scopes.length > 1 || node.programmes.length > 0)) return 'audit-is-for-auditors'
  if (!audits && node.programmes.length === 0) return 'node-without-programme'
  if (!node.programmes.every((programme) => known.programmes.includes(programme))) return 'programme-not-found'

  const before = known.nodes.find(isCalled(node.clientId))
  if (before && before.hospital !== asked.hospital) return 'client-id-taken'
  if (before?.isDecommissioned) return 'node-is-decommissioned'
  if (before?.programmes.some((programme) => !node.programmes.includes(programme))) return 'programme-not-left'
  const others = [...known.nodes, ...asked.nodes].filter(({ clientId }) => clientId !== node.clientId)
  return others.some((other) => other.thumbprints.some((key) => node.thumbprints.includes(key)))
    ? 'key-elsewhere'
    : null
}

function nodeSetting(node: NodeAsked, before: NodeAsked | undefined): NodeSetting {
  const { clientId } = node
  if (!before) return { clientId, added: true, changed: [] }
  const members = { keys: 'thumbprints', scopes: 'scopes', programmes: 'programmes' } as const
  const names = Object.keys(members) as (keyof typeof members)[]
  return {
    clientId,
    added: false,
    changed: names.filter((name) => !isSame(node[members[name]], before[members[name]])),
  }
}

function isCalled(clientId: string) {
  return (node: NodeAsked) => node.clientId === clientId
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return [...some].sort().join(' ') === [...others].sort().join(' ')
}
