import { MAX_BUNDLE_BYTES } from '#app/domain/token/bundle.ts'
import { bundleClaims } from '#gate/bundle/bundle-claims.ts'
import { verifiedPayload } from '#gate/compact-jws.ts'
import { caseWriter } from '#gate/selftest/case-writer.ts'
import { statusListMember } from '#gate/selftest/forge.ts'
import { ISSUER, type Json, LIST, NODE, SUBJECT } from '#gate/selftest/good-case.ts'
import { verifiedStatusList } from '#gate/status-list-token.ts'
import type { Trust } from '#gate/trust.ts'
import { endedToken, trustedEvent } from '#gate/trusted-event.ts'
import { verifyConsentToken } from '#gate/verify-consent-token.ts'
import { AT, REQUEST } from '../mutation/material.ts'

/** Something that a portal signs: what it says, and how the gate reads it. */
export type Document = { typ: string; claims: Json; read(jws: string, trust: Trust): Promise<unknown> }

const REPLY_BYTES = 16 * 2 ** 20
const { claims, listClaims, good, keys, now } = caseWriter(AT)
const addressed = { iss: ISSUER, aud: NODE, iat: now, jti: 'a-document' }

export const DOCUMENTS: Document[] = [
  {
    typ: 'consent+jwt',
    claims,
    read: (jws, trust) => verifyConsentToken(jws, trust, REQUEST, AT),
  },
  {
    typ: 'statuslist+jwt',
    claims: { ...listClaims, status_list: statusListMember({ 41: 1, 4000: 1 }, 1, 2 ** 20) },
    read: (jws, { issuer, keys }) => verifiedStatusList(jws, { uri: LIST, issuer, keys }, AT),
  },
  {
    typ: 'bundle+jwt',
    claims: {
      ...addressed,
      exp: now + 86_400,
      version: 1,
      base: null,
      more: false,
      policy: { ttl: 60, offline: 86_400, clock_skew: 60 },
      keys: [keys.consent.publicJwk, keys.list.publicJwk],
      revoked_kids: ['consent-0'],
      status_lists: { [LIST]: good },
      consent_tokens: [
        {
          legal_basis: 'consent',
          programme: 'lung',
          tokens: [{ subject: SUBJECT, consent_token: good, expires_at: '2026-10-15T00:00:00Z' }],
        },
      ],
    },
    read: async (jws, { keys }) =>
      bundleClaims(await verifiedPayload(jws, { typ: 'bundle+jwt', keys, maxBytes: MAX_BUNDLE_BYTES })),
  },
  {
    typ: 'decision+jwt',
    claims: { ...addressed, decision: { decision_id: 'a-document', evaluated: 2, permitted: [SUBJECT] } },
    read: (jws, { keys }) => verifiedPayload(jws, { typ: 'decision+jwt', keys, maxBytes: REPLY_BYTES }),
  },
  {
    typ: 'token-introspection+jwt',
    claims: { ...addressed, token_introspection: { active: true, sub: SUBJECT, aud: NODE } },
    read: (jws, { keys }) => verifiedPayload(jws, { typ: 'token-introspection+jwt', keys, maxBytes: REPLY_BYTES }),
  },
  {
    typ: 'secevent+jwt',
    claims: {
      ...addressed,
      sub_id: { format: 'jwt_id', iss: ISSUER, jti: 'a-token' },
      events: { [`${ISSUER}/events/consent-token-revoked`]: {} },
    },
    read: async (jws, trust) => endedToken(await trustedEvent('a-document', jws, trust), trust),
  },
]
