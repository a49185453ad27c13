/** What the portal refuses to do for now, though nothing is wrong with who asks. */
export type UnavailableCode = 'status-list-not-published'

/** Thrown once everything that had to be recorded is committed; the machine surface says when to ask again. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable'
  readonly code: UnavailableCode

  constructor(code: UnavailableCode) {
    super(code)
    this.code = code
  }
}
