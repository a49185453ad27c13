/** What each refusal of the machine surface means, for those who write programs; the code is what programs read. */
export const REFUSALS = {
  'request-invalid': 'The request is not as this route describes it; `errors` points to what is not.',
  'access-token-required': 'Send an access token from the token endpoint as `Authorization: Bearer ...`.',
  'access-token-invalid': 'The access token is unknown, has expired, or its node is not active.',
  'scope-insufficient': 'The access token does not hold the scope that this route asks for.',
  'resource-not-found': 'There is nothing at this address.',
  'programme-not-found': 'This node takes part in no programme of this name.',
  'data-use-not-found': 'There is no such data use for altruism in a programme that this node takes part in.',
  'status-list-not-found': 'There is no status list of this name.',
  'method-not-allowed': 'This address does not answer to this method; `Allow` names those that it does.',
  'idempotency-key-in-use': 'A request with this Idempotency-Key is still being worked on; try again shortly.',
  'idempotency-key-reused': 'This Idempotency-Key was used with another body.',
  'birth-date-in-future': 'Nobody is born after today.',
  'enrolment-not-found': 'This hospital has no enrolment of this id.',
  'enrolment-already-claimed': 'The person has claimed her letter; there is nothing more to send.',
  'pseudonym-already-enrolled': 'This hospital has enrolled the pseudonym before.',
  'usage-report-invalid': 'A usage report is not signed by this node, or its claims are not as they should be.',
  'usage-sequence-taken': 'Another report of this node has this sequence number.',
  'body-too-large': 'The body is larger than this route reads.',
  'content-type-not-supported': 'This route does not read bodies of this content type.',
  'search-parameter-invalid': 'A search parameter has a value or modifier that cannot be read; `diagnostics` names it.',
  'search-parameter-unknown': 'This search has no such parameter, and the request prefers strict handling.',
  'search-page-gone': 'The link to this page is more than an hour old; search again.',
  'format-not-supported': 'Resources are given as JSON.',
  'something-went-wrong': 'This is our mistake; the request may be sent again.',
} as const

export type RefusalCode = keyof typeof REFUSALS
