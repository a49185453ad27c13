import refusals from '#locales/en/refusal.json' with { type: 'json' }

/** RFC 9457, with the refusal's code as the last segment of its type. */
export type ProblemDocument = { type: string; title: string; status: number; detail?: string }

/** The HTTP status that each refusal means; a refusal that is not named here is a form that could not be accepted. */
const STATUSES: Record<string, number> = {
  'address-not-readable': 400,
  'evaluations-too-varied': 400,
  'field-not-readable': 400,
  'field-required': 400,
  'field-too-long': 400,
  'form-not-readable': 400,
  'push-endpoint-not-allowed': 400,
  'request-invalid': 400,
  'search-parameter-invalid': 400,
  'search-parameter-unknown': 400,
  'access-token-invalid': 401,
  'access-token-required': 401,
  'event-stream-must-deliver': 403,
  'not-allowed': 403,
  'not-from-our-pages': 403,
  'only-yourself': 403,
  'outside-your-scope': 403,
  'representation-not-in-force': 403,
  'scope-insufficient': 403,
  'data-use-not-found': 404,
  'decision-not-found': 404,
  'enrolment-not-found': 404,
  'event-stream-not-found': 404,
  'form-draft-not-found': 404,
  'hospital-not-found': 404,
  'import-not-found': 404,
  'import-row-not-found': 404,
  'page-not-found': 404,
  'paper-not-found': 404,
  'programme-not-found': 404,
  'removal-task-not-found': 404,
  'representation-not-found': 404,
  'resource-not-found': 404,
  'status-list-not-found': 404,
  'method-not-allowed': 405,
  'format-not-supported': 406,
  'death-stands': 409,
  'enrolment-already-claimed': 409,
  'event-stream-exists': 409,
  'form-draft-changed': 409,
  'form-of-another-record': 409,
  'idempotency-key-in-use': 409,
  'import-already-entered': 409,
  'import-not-waiting': 409,
  'pseudonym-already-enrolled': 409,
  'pseudonyms-disagree': 409,
  'removal-already-done': 409,
  'usage-sequence-taken': 409,
  'decision-too-old': 410,
  'search-page-gone': 410,
  'body-too-large': 413,
  'csv-too-long': 413,
  'scan-too-large': 413,
  'content-type-not-supported': 415,
  'too-many-tries': 429,
  'verification-too-soon': 429,
  'something-went-wrong': 500,
  'status-history-not-offered': 501,
  'status-list-not-published': 503,
}

const FORM_NOT_ACCEPTED = 422

/** After how many seconds it is worth asking again (RFC 9110 §10.2.3). */
const RETRY_AFTER: Record<string, number> = { 'status-list-not-published': 30 }

export function statusOf(code: string): number {
  return STATUSES[code] ?? FORM_NOT_ACCEPTED
}

export function retryAfterOf(code: string): { 'Retry-After'?: string } {
  const seconds = RETRY_AFTER[code]
  return seconds === undefined ? {} : { 'Retry-After': String(seconds) }
}

/** The problem document of a refusal; `url` is the portal's own. */
export function problemDocument(url: string, code: string, detail?: string): ProblemDocument {
  const title = (refusals as Record<string, string>)[code] ?? code
  return { type: `${url}/problems/${code}`, title, status: statusOf(code), ...(detail && { detail }) }
}

/** The same as an answer to a machine. */
export function problemResponse(url: string, code: string, detail?: string): Response {
  const problem = problemDocument(url, code, detail)
  return Response.json(problem, { status: problem.status, headers: { 'Content-Type': 'application/problem+json' } })
}

/** Thrown by a loader or an action: the error page tells it in the person's language. */
export function refusalPage(code: string): Response {
  return Response.json({ refusal: code }, { status: statusOf(code) })
}
