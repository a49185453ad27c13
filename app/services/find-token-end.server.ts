import { findLiveToken } from '#db/queries/consent-tokens.server.ts'
import type { Portal } from '../portal.server.ts'
import { perPortal } from './per-portal.server.ts'
import type { BearerNode } from './recognise-node.server.ts'
import { remembered } from './remembered.server.ts'

/** A consent token by its identity, and the node that asks. */
type Asked = { jti: string; node: BearerNode }

/** When a live token of this node ends; null where it is revoked, ended, or another's. */
export async function findTokenEnd(portal: Portal, asked: Asked): Promise<Date | null> {
  const end = await endOf(portal)(asked)
  return end && end > portal.clock.now() ? end : null
}

/** Remembered until the token is revoked. */
const endOf = perPortal(({ db, clock, changes }) =>
  remembered(
    changes,
    'token',
    async ({ jti, node }: Asked) => {
      const asked = { jti, nodeId: node.id, at: clock.now() }
      const live = await db.as({ organisation: node.organisationId }, (tx) => findLiveToken(tx, asked))
      return live && { rowId: live.jti, answer: live.expiresAt }
    },
    { keyOf: ({ jti, node }) => `${node.id}/${jti}` },
  ),
)
