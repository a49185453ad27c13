/** Why a file cannot be judged; it is denied, and its name is listed. */
export type WhyUnreadable =
  | 'not-a-file'
  | 'not-dicom'
  | 'transfer-syntax-not-supported'
  | 'elements-ambiguous'
  | 'group-length-present'
  | 'no-subject'
  | 'date-invalid'
  | 'changed-meanwhile'
  | 'name-not-listable'

export class Unreadable extends Error {
  override readonly name = 'Unreadable'
  readonly why: WhyUnreadable

  constructor(why: WhyUnreadable, options?: ErrorOptions) {
    super(why, options)
    this.why = why
  }
}
