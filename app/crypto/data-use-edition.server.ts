import { createHash } from 'node:crypto'
import type { DataUse } from '../domain/data-use/data-use.ts'

/** Names what a page showed of a data use: another text or another scope has another name. */
export function dataUseEdition(use: DataUse): string {
  const { status, legalBasis, purpose, recipient, region, data, startsAt, endsAt } = use
  const { organisation, tool, approvalReference, words } = use
  const scope = [status, legalBasis, purpose, recipient, region, data, startsAt, endsAt]
  const shown = [...scope, organisation, tool.name, tool.version, approvalReference, Object.entries(words).toSorted()]
  return createHash('sha256').update(JSON.stringify(shown)).digest('base64url').slice(0, 22)
}
