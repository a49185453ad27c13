/** What is told to nodes. Whatever else stands in the outbox is for people. */
export const NODE_EVENTS = [
  'consent-token-issued',
  'consent-token-revoked',
  'removal-task',
  'key-revoked',
  'node-suspended',
  'verification',
] as const

export type NodeEvent = (typeof NODE_EVENTS)[number]

export function isNodeEvent(type: string): type is NodeEvent {
  return (NODE_EVENTS as readonly string[]).includes(type)
}

/** OpenID Shared Signals Framework 1.0 §8.1.4. */
const VERIFICATION = 'https://schemas.openid.net/secevent/ssf/event-type/verification'

/** The URI that names an event (RFC 8417 §2.2); the portal's own are under its URL. */
export function eventUri(issuer: string, type: NodeEvent): string {
  return type === 'verification' ? VERIFICATION : `${issuer}/events/${type}`
}

/** The events that a stream may ask for; a verification comes to whoever asks for one. */
export function eventUris(issuer: string): string[] {
  return NODE_EVENTS.filter((type) => type !== 'verification').map((type) => eventUri(issuer, type))
}

/** The events of this portal among these URIs; what it does not know is passed over (SSF 1.0 §8.1.1). */
export function eventsNamed(issuer: string, uris: readonly string[]): NodeEvent[] {
  return NODE_EVENTS.filter((type) => type !== 'verification' && uris.includes(eventUri(issuer, type)))
}
