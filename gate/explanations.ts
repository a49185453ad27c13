import type { Reason } from './refusal.ts'

/** What each refusal means, for whoever runs a gate; nobody else reads these. */
export const EXPLANATIONS: Record<Reason, string> = {
  'no-token':
    'This node holds no token of this person: not enrolled, not asked, refused, withdrawn, or not synced yet.',
  'token-too-large': 'The token is larger than any that the portal writes.',
  'token-malformed': 'The token is no compact JWS in its one canonical spelling.',
  'header-not-allowed':
    'The token has a header that consent tokens do not have, or is something else than a consent token.',
  'algorithm-not-allowed': 'The token names another algorithm than ES256.',
  'key-unknown':
    "The token is signed under a name that is not among the portal's keys; sync, and if that does not help, ask.",
  'key-wrong-purpose': 'The token is signed with a key that the portal uses for something else.',
  'key-revoked': 'The token is signed with a key that the portal took back; a new token comes with the next sync.',
  'signature-invalid': 'The token was not signed by the portal, or was changed since.',
  'duplicate-member': 'The token says something twice, so that two readers could read it differently.',
  'claim-missing': 'The token lacks a claim that every consent token has.',
  'claim-invalid': 'The token has a claim that is not understood.',
  'issuer-wrong': 'The token is from another portal.',
  'audience-wrong': 'The token is for another node.',
  'subject-wrong': "The token was handed out under this person's name, but is about somebody else.",
  expired: 'The token has ended; a new one comes with the next sync if the person still permits.',
  'not-yet-valid': "The token is not valid yet; if this is unexpected, look at this machine's clock.",
  'status-list-unavailable': 'The list that says whether the token was taken back is not held; sync.',
  'status-list-stale': 'The list that says whether the token was taken back is too old to rely on; sync.',
  'status-list-invalid':
    'The list that says whether the token was taken back cannot be verified; sync, and if that does not help, ask.',
  'status-out-of-range': 'The token points past the end of its list.',
  revoked: 'The token was taken back: the person withdrew or chose anew. A new one, if any, comes with the next sync.',
  'basis-mismatch': 'The token is for another programme or data use, or on the other legal basis.',
  'outside-scope': 'The person permits something, but not this purpose, recipient, region, kind of data or period.',
  'verification-failed': 'The verification could not be carried through; nothing is known.',
}

export const PERMITTED = 'A token that holds permits this use.'
