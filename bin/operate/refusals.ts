/** What an operator can do about a refusal, for those that a first set-up meets. */
export const REFUSALS: Record<string, string> = {
  'audit-is-for-auditors': 'system/Consent.audit stands alone, in a client of its own without programmes.',
  'client-id-taken': 'Another hospital has a node of this client_id: agree on another one.',
  'clerk-elsewhere': 'This person is a clerk of another hospital: take that role first, or use another e-mail address.',
  'hospital-is-another':
    'A hospital of this short name is there, with another name or country. Choose another short name; or, where only its name changed, add --renamed.',
  'hospital-name-taken': 'Another hospital has this name.',
  'hospital-not-found': 'No hospital has this short name: npm run operate -- set-hospital FILE makes one.',
  'key-algorithm-wrong':
    'A P-384 key signs with ES384 and an RSA key with RS384, "use" is "sig": leave both out, or say so.',
  'key-elsewhere':
    'Another node has this key: each makes its own (accord-gate init), or one could speak for the other.',
  'key-is-private':
    'THIS IS A PRIVATE KEY. It must never leave the hospital: have a new one made (accord-gate init) and delete this file. Only the public half is registered. Nothing was stored.',
  'key-malformed': 'This is no key: a member is missing or was changed on its way. Ask for it again.',
  'key-names-repeated': 'Two keys have the same "kid".',
  'key-too-weak': 'An RSA key has at least 2048 bits and the exponent 65537.',
  'key-type-not-allowed': 'A key is EC on P-384 or RSA; accord-gate init makes the first.',
  'key-without-name': 'Each key has a "kid" of printable characters.',
  'keys-missing': 'A node has at least one key: what accord-gate init prints.',
  'mail-address-not-readable': 'This is no e-mail address.',
  'node-is-decommissioned': 'This node was ended for good: a new one has a new client_id.',
  'node-without-programme': 'A node takes part in at least one programme.',
  'programme-is-another':
    'A programme of this short name is there, of another authority. Choose another short name; or, where the authority changed, add --renamed.',
  'programme-name-taken': 'Another programme has this English name.',
  'programme-not-found': 'No programme has this short name: npm run operate -- set-programme FILE makes one.',
  'programme-not-left':
    'A node that takes part in a programme does not leave it by a file: its tokens would go on. End the node and register a new one.',
  'role-is-held-at-one-place': 'A role is held at one place: a programme, a hospital, or the platform.',
  'role-needs-hospital': 'A clerk works at a hospital: add --hospital NAME.',
  'role-needs-programme': 'Editors, approvers and auditors work for a programme: add --programme ID.',
  'role-not-held': 'This person does not hold this role there.',
  'role-unknown': 'A role is editor, approver, auditor (--programme ID), clerk (--hospital NAME) or operator.',
  'staff-account-closed': 'This account is closed: npm run operate -- reopen-account EMAIL opens it.',
  'staff-account-open': 'This account is open: npm run operate -- reset-password EMAIL hands out a new password.',
  'staff-not-found': 'Nobody has an account with this e-mail address.',
}
