import { retirement } from '../domain/impact/publication.ts'
import type { Portal } from '../portal.server.ts'
import { type Asked, changeSummary } from './change-summary.server.ts'

/** Takes a published summary back: its page says so, and shows it no more. */
export function retireSummary(portal: Portal, asked: Asked) {
  return changeSummary(portal, asked, 'retire', retirement)
}
