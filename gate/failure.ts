/** Why a command could not do its work; everything but a wrong command line ends with exit code 5. */
export type FailureCode =
  | 'home-invalid'
  | 'sync-running'
  | 'portal-unreachable'
  | 'portal-refused'
  | 'portal-answer-invalid'
  | 'issuer-wrong'
  | 'key-set-invalid'
  | 'key-set-older'
  | 'status-list-older'
  | 'status-list-invalid'
  | 'anchor-missing'
  | 'anchor-unknown'
  | 'bundle-invalid'
  | 'bundle-older'
  | 'bundle-not-current'
  | 'bundle-base-unknown'
  | 'bundle-incomplete'
  | 'never-synced'
  | 'target-not-synced'
  | 'tokens-damaged'
  | 'worker-lost'
  | 'knowledge-too-old'
  | 'knowledge-stale'
  | 'cohort-unreadable'
  | 'list-unwritable'
  | 'report-refused'

export class Failure extends Error {
  override readonly name = 'Failure'
  readonly code: FailureCode
  readonly detail: Record<string, unknown>

  constructor(code: FailureCode, detail: Record<string, unknown> = {}, options?: ErrorOptions) {
    super(code, options)
    this.code = code
    this.detail = detail
  }
}
