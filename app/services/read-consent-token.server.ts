import { claimsOfOwn } from '../crypto/verify-own.server.ts'
import { CONSENT_TOKEN_TYPE, type ConsentTokenClaims } from '../domain/token/consent-claims.ts'
import type { Portal } from '../portal.server.ts'
import { perPortal } from './per-portal.server.ts'
import { remembered } from './remembered.server.ts'

const MAX_TOKEN_BYTES = 4096

/** As many tokens as one instance keeps in memory, at two to eight KiB each. */
const MOST = 50_000

/** What a consent token says, without where its status is published. */
export type ReadToken = Omit<ConsentTokenClaims, 'status'>

/** What the portal itself once signed, or null where it did not or the key was taken back; whether it still counts, its row says. */
export async function readConsentToken(portal: Portal, text: string): Promise<ReadToken | null> {
  return reader(portal)(text)
}

/** Remembered by its text for as long as nothing changes about the key. */
const reader = perPortal(({ keys, changes }) =>
  remembered(
    changes,
    'key',
    async (text: string) => {
      const claims = await claimsOfOwn(keys, text, EXPECTED)
      if (!claims) return null
      const { status: _, ...answer } = claims as ConsentTokenClaims
      return { rowId: kidOf(text), answer }
    },
    { most: MOST },
  ),
)

const EXPECTED = { typ: CONSENT_TOKEN_TYPE, maxBytes: MAX_TOKEN_BYTES } as const

/** Of a token whose signature was found good. */
function kidOf(text: string): string {
  const [header = ''] = text.split('.')
  return JSON.parse(Buffer.from(header, 'base64url').toString()).kid
}
