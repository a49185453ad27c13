import { eventUri, type NodeEvent } from './node-event.ts'

export type ToldEvent = { jti: string; type: NodeEvent; payload: Record<string, unknown>; at: Date }

/** A subject identifier (RFC 9493); `jwt_id` is the one of SSF 1.0. */
export type SubjectId = { format: 'jwt_id'; iss: string; jti: string } | { format: 'opaque'; id: string }

/** The claims of a security event token (RFC 8417 §2.2): what happened to what, and never why. */
export function eventClaims({ jti, type, payload, at }: ToldEvent, { issuer, clientId }: Parties) {
  return {
    iss: issuer,
    jti,
    iat: Math.floor(at.getTime() / 1000),
    aud: clientId,
    sub_id: subjectOf(type, payload, issuer),
    events: { [eventUri(issuer, type)]: detailsOf(type, payload) },
  }
}

type Parties = { issuer: string; clientId: string }

function subjectOf(type: NodeEvent, payload: Record<string, unknown>, issuer: string): SubjectId {
  switch (type) {
    case 'consent-token-issued':
    case 'consent-token-revoked':
      return { format: 'jwt_id', iss: issuer, jti: String(payload.jti) }
    case 'removal-task':
      return { format: 'opaque', id: String(payload.pseudonym) }
    case 'key-revoked':
      return { format: 'opaque', id: String(payload.kid) }
    case 'node-suspended':
      return { format: 'opaque', id: String(payload.client_id) }
    case 'verification':
      return { format: 'opaque', id: String(payload.stream_id) }
  }
}

/** Only what is named here leaves the portal, whatever else the notice holds. */
function detailsOf(type: NodeEvent, payload: Record<string, unknown>): Record<string, unknown> {
  if (type === 'removal-task') return { programme: payload.programme, task_id: payload.task_id }
  if (type === 'verification' && payload.state !== undefined) return { state: payload.state }
  return {}
}
