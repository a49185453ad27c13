import assert from 'node:assert/strict'
import type { Expectation } from './expectation.ts'
import { oneHeldBy, permittedUse } from './held-tokens.ts'
import { type Asker, jsonOf, mustNotBeStored, type PortalUnderTest } from './portal-under-test.ts'

const NOBODY = 'somebody-who-never-enrolled'

/** The same decisions for enforcement points that speak the OpenID AuthZEN Authorization API 1.0. */
export function accessEvaluations(portal: PortalUnderTest): Expectation[] {
  const { url, node, neighbour, programme, send, ask } = portal
  const question = async () => {
    const held = await oneHeldBy(portal, node)
    const { purpose, recipient, region, data } = permittedUse(held, programme)
    return {
      subject: { type: 'patient-pseudonym', id: held.subject },
      action: { name: purpose },
      resource: { type: 'programme', id: programme, properties: { data } },
      context: { recipient, region },
    }
  }
  const decided = async (asker: Asker, more: object = {}) => {
    const answer = await send(asker, '/access/v1/evaluation', { ...(await question()), ...more })
    mustNotBeStored(answer)
    return jsonOf(answer)
  }
  return [
    {
      name: 'AuthZEN metadata names the endpoints of this decision point',
      rule: 'AuthZEN 1.0 §9',
      async holds() {
        const found = jsonOf(await ask('/.well-known/authzen-configuration'))
        assert.equal(found.policy_decision_point, url)
        assert.equal(found.access_evaluation_endpoint, `${url}/access/v1/evaluation`)
        assert.equal(found.access_evaluations_endpoint, `${url}/access/v1/evaluations`)
      },
    },
    {
      name: 'a permitted use evaluates to true, and to nothing more',
      rule: 'AuthZEN 1.0 §6',
      holds: async () => assert.deepEqual(await decided(node), { decision: true }),
    },
    {
      name: 'nobody, a neighbour and an unknown word evaluate to false alike',
      rule: 'AuthZEN 1.0 §6, docs/api.md §3',
      async holds() {
        const subject = { type: 'patient-pseudonym', id: NOBODY }
        assert.deepEqual(await decided(node, { subject }), { decision: false })
        assert.deepEqual(await decided(neighbour), { decision: false })
        assert.deepEqual(await decided(node, { action: { name: 'a-purpose-of-tomorrow' } }), { decision: false })
      },
    },
    {
      name: 'several questions are answered in their order',
      rule: 'AuthZEN 1.0 §7',
      async holds() {
        const { subject, ...shared } = await question()
        const nobody = { subject: { ...subject, id: NOBODY } }
        const body = { ...shared, evaluations: [{ subject }, nobody, { subject }] }
        const { evaluations } = jsonOf(await send(node, '/access/v1/evaluations', body))
        assert.deepEqual(evaluations, [{ decision: true }, { decision: false }, { decision: true }])
      },
    },
  ]
}
