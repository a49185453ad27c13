import type { GateRequest } from '../covering-provision.ts'

export type Json = Record<string, unknown>

export const ISSUER = 'https://accord.example'
export const NODE = 'node-ljubljana'
export const LIST = `${ISSUER}/status-lists/7`
export const SUBJECT = 'Zq3vT8mW1xKp0LrB'

export const REQUEST: GateRequest = {
  legal_basis: 'consent',
  programme: 'lung',
  purpose: 'ai-development',
  recipient: 'public-research',
  region: 'eu-eea',
  data: ['imaging-ct'],
}

export const ALTRUISM: GateRequest = {
  ...without(REQUEST, 'programme'),
  legal_basis: 'altruism',
  data_use: 'use-1',
} as GateRequest

export const PERMIT = {
  effect: 'permit',
  purpose: ['ai-development', 'ai-validation'],
  recipient: ['public-research'],
  region: ['eu-eea'],
  data: ['imaging-ct', 'reports'],
  from: null,
  until: null,
  acquired_from: null,
  acquired_until: null,
}
export const DENY = { ...PERMIT, effect: 'deny' }

export const CONSENT: Json = {
  programme: 'lung',
  basis: 'consent',
  form: { id: 'lung-2', version: '2.0' },
  provisions: [PERMIT],
  recontact: false,
  incidental_findings: 'no',
}
export const ALTRUISM_CONSENT: Json = { ...without(CONSENT, 'programme'), basis: 'altruism', data_use: 'use-1' }

export const HEADER = { alg: 'ES256', kid: 'consent-1', typ: 'consent+jwt' }
export const LIST_HEADER = { alg: 'ES256', kid: 'list-1', typ: 'statuslist+jwt' }

/** Seconds that a list of these cases is good for: longer than any run. */
export const LIST_TTL = 3600

export function without<Value extends object>(value: Value, member: string): Json {
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== member))
}
