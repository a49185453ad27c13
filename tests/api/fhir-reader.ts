import { eq } from 'drizzle-orm'
import type { Scope } from '#app/api/scopes.ts'
import { nodes } from '#db/schema/index.ts'
import { aNode, type TestNode } from '#tests/support/build.ts'
import type { TestPortal } from '#tests/support/test-portal.ts'
import { bearer, type Surface } from './as-node.ts'

/** What tests read over FHIR in a node's name. */

export type Provision = {
  type: string
  period?: { start?: string; end?: string }
  actor?: { reference: { identifier: { value: string } } }[]
  purpose?: { system: string; code: string }[]
  class?: { system: string; code: string }[]
  code?: { coding: { system: string; code: string }[] }[]
  provision?: Provision[]
}
export type Consent = {
  resourceType: string
  id: string
  meta: { lastUpdated: string }
  status: string
  patient: { identifier: { system: string; value: string } }
  dateTime: string
  provision: Provision
}
export type Bundle = {
  resourceType: string
  total?: number
  link: { relation: string; url: string }[]
  entry?: { fullUrl: string; resource: Consent }[]
}

export type Reader = {
  get(path: string, headers?: Record<string, string>): Promise<Response>
  search(query: string): Promise<Bundle>
  /** The pseudonyms that a search shows. */
  names(query: string): Promise<string[]>
}

/** Reads with an access token of this node for these scopes. */
export async function reader(surface: Surface, node: TestNode, ...scopes: Scope[]): Promise<Reader> {
  const token = await bearer(surface, node, ...scopes)
  const get = async (path: string, headers: Record<string, string> = {}) =>
    surface.request(path.startsWith('http') ? path : `/fhir/R4/${path}`, {
      headers: { Authorization: `Bearer ${token}`, ...headers },
    })
  const search = async (query: string) => {
    const answer = await get(`Consent?${query}`)
    if (answer.status !== 200) throw new Error(`a search was answered ${answer.status}: ${await answer.text()}`)
    return (await answer.json()) as Bundle
  }
  const names = async (query: string) =>
    ((await search(query)).entry ?? []).map(({ resource }) => resource.patient.identifier.value)
  return { get, search, names }
}

/** A client that its hospital's auditors use. */
export async function grantAudit({ owner }: TestPortal, node: TestNode): Promise<void> {
  const scopes = ['system/Consent.rs', 'system/Consent.audit', 'accord/events.read', 'accord/usage.write']
  await owner.as('public', (tx) => tx.update(nodes).set({ scopes }).where(eq(nodes.id, node.id)))
}

/** A client of a hospital's auditors alone: it takes part in no programme and may do nothing else. */
export async function anAuditorsClient(accord: TestPortal, organisationId: string): Promise<TestNode> {
  const client = await aNode(accord, [])
  const changes = { organisationId, scopes: ['system/Consent.audit'] }
  await accord.owner.as('public', (tx) => tx.update(nodes).set(changes).where(eq(nodes.id, client.id)))
  return { ...client, organisationId }
}

/** The portal's own code in an OperationOutcome. */
export async function outcomeOf(answer: Response): Promise<string> {
  const body = (await answer.json()) as { resourceType?: string; issue?: { details: { coding: { code: string }[] } }[] }
  if (body.resourceType !== 'OperationOutcome') return `no outcome, but ${answer.status}`
  return body.issue?.[0]?.details.coding[0]?.code ?? 'no code'
}
