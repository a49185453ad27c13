import type { Context, EntityJson } from '@cedar-policy/cedar-wasm/nodejs'
import { CHOICES, PERMIT, REQUEST } from '#tests/support/build.ts'

const cedar = await import('@cedar-policy/cedar-wasm/nodejs')

const POLICY = `permit (principal, action == Action::"use", resource) when {
  resource.state == "given" && resource.expires_at > context.now &&
  resource.purpose.contains(context.purpose) && resource.recipient.contains(context.recipient) &&
  resource.region.contains(context.region) && resource.data.containsAll(context.data)
};`

/** The policy that a hospital would write for the same question, parsed once. */
export function preparse(): void {
  const { type } = cedar.preparsePolicySet('consent', { staticPolicies: POLICY })
  if (type !== 'success') throw new Error('the policy was not parsed')
}

/** One decision about one person, as the choices of a consent say. */
export function isPermitted(subject: string): boolean {
  const resource = { type: 'Person', id: subject }
  const answer = cedar.statefulIsAuthorized({
    principal: { type: 'Node', id: 'node' },
    action: { type: 'Action', id: 'use' },
    resource,
    context: CONTEXT,
    preparsedPolicySetId: 'consent',
    entities: [{ uid: resource, attrs: ATTRIBUTES, parents: [] }],
  })
  return answer.type === 'success' && answer.response.decision === 'allow'
}

const CONTEXT: Context = { ...REQUEST, now: 1 }

const ATTRIBUTES: EntityJson['attrs'] = {
  state: 'given',
  expires_at: 2,
  purpose: PERMIT.purpose,
  recipient: PERMIT.recipient,
  region: PERMIT.region,
  data: CHOICES.provisions[0]?.data ?? [],
}
