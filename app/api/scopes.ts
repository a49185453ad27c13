/** What an access token may be asked for. */
export const SCOPES = {
  'system/Consent.rs': 'Read consent tokens, decisions, introspection and consents',
  'system/Consent.audit': 'For auditors: read also what was refused or has ended, and the decisions given',
  'accord/enrolments.write': 'Enrol people and list the own enrolments',
  'accord/usage.write': 'Report uses',
  'accord/events.read': 'Receive events',
} as const

export type Scope = keyof typeof SCOPES
