import type { Demo } from '#db/seed/demo.ts'
import { hospital } from '../../bin/story/hospital.ts'

/** May this hospital train an AI with her scans? Asked online, as its node asks. */
export async function isPermitted(demo: Demo, person: { node: string; pseudonym: string }, programme: string) {
  const node = demo.nodes.find(({ client_id }) => client_id === person.node)
  const use = demo.data_uses.find(({ legal_basis }) => legal_basis === 'consent')
  if (!node || !use) throw new Error('the demo has no such node or data use')
  const { purpose, recipient, region, data } = use
  const clinic = await hospital(demo.url, node, { heard: () => {} })
  const { body } = await clinic.post<{ permitted: string[] }>('/api/v1/decisions', {
    legal_basis: 'consent',
    programme,
    purpose,
    recipient,
    region,
    data,
    subjects: [person.pseudonym],
  })
  return body.permitted.includes(person.pseudonym)
}
