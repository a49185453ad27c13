import { access } from './access.ts'
import { accessEvaluations } from './access-evaluations.ts'
import { bundle } from './bundle.ts'
import { consentTokens } from './consent-tokens.ts'
import { decisions } from './decisions.ts'
import { discovery } from './discovery.ts'
import { events } from './events.ts'
import { type Found, tried } from './expectation.ts'
import { fhir } from './fhir.ts'
import { introspection } from './introspection.ts'
import { type Asker, portalUnderTest } from './portal-under-test.ts'
import { refusals } from './refusals.ts'
import { statusLists } from './status-lists.ts'

/** Everything that a portal promises to nodes, tried against one that runs; two nodes ask, so that they can be told apart. */
export function conformance({ url, nodes }: { url: string; nodes: readonly Asker[] }): Promise<Found[]> {
  const [node, neighbour] = pairOf(nodes)
  const portal = portalUnderTest(url, node, neighbour)
  const online = [introspection, decisions, accessEvaluations, fhir, events]
  const parts = [discovery, access, statusLists, consentTokens, bundle, ...online, refusals]
  return tried(parts.flatMap((part) => part(portal)))
}

/** Two nodes with a programme in common. */
function pairOf(nodes: readonly Asker[]): [Asker, Asker] {
  for (const node of nodes) {
    const neighbour = nodes.find((other) => other !== node && sharedProgramme(node, other))
    if (neighbour) return [node, neighbour]
  }
  throw new Error('two nodes with a programme in common are needed')
}

function sharedProgramme(node: Asker, other: Asker): boolean {
  return node.programmes.some((programme) => other.programmes.includes(programme))
}
