import type { Tx } from '#db/client.server.ts'
import { findProgrammes } from '#db/queries/programmes.server.ts'
import { findNodesSetUp, findOrganisations } from '#db/queries/set-up-hospitals.server.ts'
import { thumbprintOf } from '../crypto/registered-keys.server.ts'

/** What stands beside a hospital that is set up: itself if it is there, the others' names, and every node with its keys. */
export async function findKnownHospitals(tx: Tx, slug: string) {
  const hospitals = await findOrganisations(tx)
  const nodes = await findNodesSetUp(tx)
  return {
    hospital: hospitals.find((one) => one.slug === slug) ?? null,
    otherNames: hospitals.filter((one) => one.slug !== slug).map(({ name }) => name),
    programmes: (await findProgrammes(tx)).map(({ id }) => id),
    nodes: await Promise.all(
      nodes.map(async (node) => ({
        ...node,
        isDecommissioned: node.status === 'decommissioned',
        thumbprints: await Promise.all(node.jwks.keys.map(thumbprintOf)),
      })),
    ),
  }
}
