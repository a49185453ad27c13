import type { Decision } from '#app/domain/decision.ts'
import type { Operator } from '#app/domain/operation/operator.ts'
import type { Portal } from '#app/portal.server.ts'

/** What an operator says beside the operation and what it is about. */
export type Given = {
  by: Operator
  role: string | null
  programme: string | null
  hospital: string | null
  renamed: boolean
}

export type Operation = {
  /** What the operation is given the name of. */
  of: string
  /** The options that it takes beside `--reason`, as the usage shows them. */
  takes?: string
  effect: string
  run(portal: Portal, subject: string, given: Given): Promise<Decision<object, string>>
}
