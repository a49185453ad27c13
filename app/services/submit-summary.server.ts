import { submission } from '../domain/impact/publication.ts'
import type { Portal } from '../portal.server.ts'
import { type Asked, changeSummary } from './change-summary.server.ts'

/** Asks an approver to read a draft. */
export function submitSummary(portal: Portal, asked: Asked) {
  return changeSummary(portal, asked, 'submit', submission)
}
