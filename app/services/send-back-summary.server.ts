import { sendingBack } from '../domain/impact/publication.ts'
import type { Portal } from '../portal.server.ts'
import { type Asked, changeSummary } from './change-summary.server.ts'

/** Gives a summary back to its writers. */
export function sendBackSummary(portal: Portal, asked: Asked) {
  return changeSummary(portal, asked, 'send-back', sendingBack)
}
