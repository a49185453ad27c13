import type { TestNode } from '#tests/support/build.ts'
import type { TestPortal } from '#tests/support/test-portal.ts'
import { bearer, type Surface, send } from './as-node.ts'
import { grantAudit } from './fhir-reader.ts'

export type Answer = {
  subject: string
  outcome: string | null
  reason: string
  provision: { effect: string; purpose: string[] } | null
  form: { id: string; version: string | null } | null
  language: string | null
  snapshot_sha256: string | null
  decided_on: string | null
}
export type Explained = { decision_id: string; as_of: string; known_at: string; answers: Answer[] }

export type Auditor = {
  ask(decisionId: string, body: unknown): Promise<Response>
  explain(decisionId: string, subjects: string[], knownAt?: string): Promise<Explained>
  /** In one word each. */
  reasons(decisionId: string, subjects: string[], knownAt?: string): Promise<string[]>
  read(decisionId: string): Promise<Response>
}

/** A client that this hospital's auditors use, and what it asks about decisions. */
export async function auditor(accord: TestPortal, surface: Surface, node: TestNode): Promise<Auditor> {
  await grantAudit(accord, node)
  const token = await bearer(surface, node, 'system/Consent.audit')
  const ask = (id: string, body: unknown) => send(surface, `/api/v1/decisions/${id}/explanations`, token, body)
  const explain = async (id: string, subjects: string[], knownAt?: string) => {
    const answer = await ask(id, { subjects, ...(knownAt && { known_at: knownAt }) })
    if (answer.status !== 200) throw new Error(`not explained: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as Explained
  }
  return {
    ask,
    explain,
    reasons: async (...asked) => (await explain(...asked)).answers.map(({ reason }) => reason),
    read: async (id) => surface.request(`/api/v1/decisions/${id}`, { headers: { Authorization: `Bearer ${token}` } }),
  }
}
