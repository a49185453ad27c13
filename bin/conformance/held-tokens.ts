import assert from 'node:assert/strict'
import { decodeJwt } from 'jose'
import type { GateRequest } from '#gate/covering-provision.ts'
import { type Asker, jsonOf, type PortalUnderTest } from './portal-under-test.ts'

export type Held = { subject: string; consent_token: string }

/** The first page of what this node is permitted, as it is handed out. */
export async function heldBy(portal: PortalUnderTest, asker: Asker): Promise<Held[]> {
  const answer = await portal.send(asker, '/api/v1/consent-tokens', {
    legal_basis: 'consent',
    programme: portal.programme,
  })
  const { consent_tokens } = jsonOf(answer)
  assert(Array.isArray(consent_tokens), 'consent_tokens is not a list')
  return consent_tokens
}

/** One of them; without any, nothing more can be tried. */
export async function oneHeldBy(portal: PortalUnderTest, asker: Asker): Promise<Held> {
  const [first] = await heldBy(portal, asker)
  assert(first, `nobody permits anything to ${asker.client_id}`)
  return first
}

/** A use that this token permits by its own first permit. */
export function permittedUse({ consent_token }: Held, programme: string): GateRequest {
  const { consent } = decodeJwt<{ consent: { provisions: Record<string, string[]>[] } }>(consent_token)
  const permit = consent.provisions.find(({ effect }) => String(effect) === 'permit')
  const { purpose, recipient, region, data } = permit ?? {}
  assert(purpose?.[0] && recipient?.[0] && region?.[0] && data?.[0], 'the token permits nothing')
  return {
    ...{ legal_basis: 'consent', programme, purpose: purpose[0], recipient: recipient[0] },
    ...{ region: region[0], data: [data[0]] },
  }
}
