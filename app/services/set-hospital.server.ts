import { randomUUID } from 'node:crypto'
import type { Tx } from '#db/client.server.ts'
import { takeOperatorsTurn } from '#db/queries/operators-turn.server.ts'
import type { Organisation } from '#db/queries/organisations.server.ts'
import {
  endAccess,
  insertNode,
  insertOrganisation,
  joinProgrammes,
  renameOrganisation,
  updateNode,
} from '#db/queries/set-up-hospitals.server.ts'
import { type KeysRefusal, type RegisteredKey, registeredKeys } from '../crypto/registered-keys.server.ts'
import type { WrittenKey } from '../domain/access/registered-key.ts'
import { type Decision, refused } from '../domain/decision.ts'
import {
  type HospitalSetting,
  type HospitalSettingRefusal,
  hospitalSetting,
  type NodeSetting,
} from '../domain/operation/hospital-setting.ts'
import type { Operator } from '../domain/operation/operator.ts'
import type { Portal } from '../portal.server.ts'
import { findKnownHospitals } from './find-known-hospitals.server.ts'
import { noteOperation } from './note-operation.server.ts'

/** A hospital as an operator writes it down, with the keys of its nodes as the hospital sent them. */
export type WrittenHospital = {
  hospital: string
  name: string
  country: string
  nodes: readonly { clientId: string; programmes: string[]; scopes: string[]; keys: readonly WrittenKey[] }[]
}

/** Makes a hospital with its nodes, or makes it what the operator says it is: all of it or nothing. */
export async function setHospital(
  { db, clock }: Portal,
  { asked, renamed, by }: { asked: WrittenHospital; renamed: boolean; by: Operator },
): Promise<Decision<HospitalSetting, HospitalSettingRefusal | KeysRefusal>> {
  const keys = new Map<string, RegisteredKey[]>()
  for (const node of asked.nodes) {
    const read = await registeredKeys(node.keys)
    if (!read.ok) return read
    keys.set(node.clientId, read.event)
  }
  return db.as('public', async (tx) => {
    await takeOperatorsTurn(tx)
    const known = await findKnownHospitals(tx, asked.hospital)
    const nodes = asked.nodes.map((node) => {
      return { ...node, thumbprints: (keys.get(node.clientId) ?? []).map(({ thumbprint }) => thumbprint) }
    })
    const decision = hospitalSetting({ ...asked, nodes }, known, { renamed })
    if (!decision.ok) return refused(decision.refusal)

    const setting = decision.event
    if (!isNews(setting)) return decision
    const organisation = await recordOrganisation(tx, asked, known.hospital, setting)
    for (const node of setting.nodes) {
      const written = asked.nodes.find(({ clientId }) => clientId === node.clientId)
      const before = known.nodes.find(({ clientId }) => clientId === node.clientId)
      const jwks = { keys: (keys.get(node.clientId) ?? []).map(({ jwk }) => jwk) }
      if (written) await recordNode(tx, node, { ...written, jwks, id: before?.id ?? null, organisation })
    }
    const action = setting.added ? 'hospital-added' : 'hospital-changed'
    await noteOperation(
      tx,
      by,
      action,
      { hospital: asked.hospital, changed: setting.changed, nodes: setting.nodes },
      clock.now(),
    )
    return decision
  })
}

function isNews({ added, changed, nodes }: HospitalSetting): boolean {
  return added || changed.length > 0 || nodes.some((node) => node.added || node.changed.length > 0)
}

async function recordOrganisation(
  tx: Tx,
  { hospital: slug, name, country }: WrittenHospital,
  before: Organisation | null,
  { changed }: HospitalSetting,
): Promise<string> {
  if (!before) {
    const id = randomUUID()
    await insertOrganisation(tx, { id, slug, name, country })
    return id
  }
  if (changed.includes('name')) await renameOrganisation(tx, before.id, name)
  return before.id
}

type NodeToRecord = WrittenHospital['nodes'][number] & {
  jwks: { keys: RegisteredKey['jwk'][] }
  /** Null for a node that is new. */
  id: string | null
  organisation: string
}

async function recordNode(tx: Tx, { changed }: NodeSetting, node: NodeToRecord): Promise<void> {
  const { clientId, organisation: organisationId, jwks, scopes } = node
  const id = node.id ?? randomUUID()
  if (!node.id) await insertNode(tx, { id, clientId, organisationId, jwks, scopes })
  else if (changed.length > 0) await updateNode(tx, id, { jwks, scopes })
  await joinProgrammes(tx, id, node.programmes)
  if (changed.includes('keys')) await endAccess(tx, id)
}
