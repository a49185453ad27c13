import type { Measurement } from '../measurement.ts'
import { decisionOf100000 } from './decision-of-100000.ts'
import { decisionsPerSecond } from './decisions-per-second.ts'
import { eventCatchUp } from './event-catch-up.ts'
import { gateCold } from './gate-cold.ts'
import { gateList } from './gate-list.ts'
import { gateWarm } from './gate-warm.ts'
import { growth } from './growth.ts'
import { introspection } from './introspection.ts'
import { statusListBuild } from './status-list-build.ts'
import { statusListGet } from './status-list-get.ts'
import { tokenEndpoint } from './token-endpoint.ts'
import { withdrawalReachesOthers } from './withdrawal-reaches-others.ts'

/** The rows of the table, in its order; one more is one more line here. */
export const MEASUREMENTS: readonly Measurement[] = [
  introspection,
  tokenEndpoint,
  decisionOf100000,
  decisionsPerSecond,
  statusListBuild,
  statusListGet,
  gateWarm,
  gateCold,
  gateList,
  withdrawalReachesOthers,
  eventCatchUp,
  growth,
]
