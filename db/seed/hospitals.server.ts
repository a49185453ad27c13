import { randomUUID } from 'node:crypto'
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose'
import type { Tx } from '../client.server.ts'
import { nodeProgrammes, nodes, organisations } from '../schema/index.ts'
import type { DemoAuditor, DemoNode } from './demo.ts'

export type SeededHospital = {
  slug: string
  organisationId: string
  nodeId: string
  language: string
  demo: DemoNode
  auditor: DemoAuditor
}

const HOSPITALS = [
  { slug: 'ljubljana', name: 'Demo Hospital Ljubljana', country: 'SI', language: 'sl', syncedMinutesAgo: 2 },
  { slug: 'porto', name: 'Demo Hospital Porto', country: 'PT', language: 'pt-PT', syncedMinutesAgo: 9 },
  { slug: 'kaunas', name: 'Demo Hospital Kaunas', country: 'LT', language: 'lt', syncedMinutesAgo: 26 * 60 },
]

const PROGRAMMES = ['lung', 'breast']

const SCOPES = ['system/Consent.rs', 'accord/enrolments.write', 'accord/usage.write', 'accord/events.read']

/** Three hospitals with a node and an auditors' client each; the private keys leave in the demo's description alone. */
export async function seedHospitals(tx: Tx, now: Date): Promise<SeededHospital[]> {
  const hospitals: SeededHospital[] = []
  for (const { slug, name, country, language, syncedMinutesAgo } of HOSPITALS) {
    const organisationId = randomUUID()
    const nodeId = randomUUID()
    const clientId = `node-${slug}`
    const { publicJwk, privateJwk } = await nodeKey()
    await tx.insert(organisations).values({ id: organisationId, slug, name, country })
    await tx.insert(nodes).values({
      id: nodeId,
      clientId,
      organisationId,
      status: 'active',
      jwks: { keys: [publicJwk] },
      scopes: SCOPES,
      lastSyncAt: new Date(now.getTime() - syncedMinutesAgo * 60_000),
    })
    for (const programmeId of PROGRAMMES) await tx.insert(nodeProgrammes).values({ nodeId, programmeId })
    hospitals.push({
      slug,
      organisationId,
      nodeId,
      language,
      demo: {
        client_id: clientId,
        organisation: name,
        country,
        programmes: PROGRAMMES,
        private_jwk: privateJwk,
        pseudonyms: [],
      },
      auditor: await seedAuditor(tx, { slug, name, organisationId }),
    })
  }
  return hospitals
}

async function seedAuditor(
  tx: Tx,
  { slug, name, organisationId }: { slug: string; name: string; organisationId: string },
): Promise<DemoAuditor> {
  const clientId = `auditor-${slug}`
  const { publicJwk, privateJwk } = await nodeKey()
  const jwks = { keys: [publicJwk] }
  const scopes = ['system/Consent.audit']
  await tx.insert(nodes).values({ id: randomUUID(), clientId, organisationId, status: 'active', jwks, scopes })
  return { client_id: clientId, organisation: name, private_jwk: privateJwk }
}

/** One P-384 key for client assertions and usage reports. */
async function nodeKey(): Promise<{ publicJwk: JWK; privateJwk: JWK }> {
  const { privateKey, publicKey } = await generateKeyPair('ES384', { extractable: true })
  const publicJwk = await exportJWK(publicKey)
  const named = { kid: await calculateJwkThumbprint(publicJwk), alg: 'ES384', use: 'sig' }
  return { publicJwk: { ...publicJwk, ...named }, privateJwk: { ...(await exportJWK(privateKey)), ...named } }
}
