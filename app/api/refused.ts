import type { RefusalCode } from './refusals.ts'

/** Thrown where a request is refused; `on-error.ts` turns it into the one problem document (RFC 9457). */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly code: RefusalCode
  readonly members: Record<string, unknown>
  readonly headers: Record<string, string>

  constructor(
    code: RefusalCode,
    { members = {}, headers = {} }: { members?: Record<string, unknown>; headers?: Record<string, string> } = {},
  ) {
    super(code)
    this.code = code
    this.members = members
    this.headers = headers
  }
}
