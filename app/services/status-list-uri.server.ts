import type { Portal } from '../portal.server.ts'

/** Where a status list is read, and what its token and the tokens in it call it. */
export function statusListUri({ settings }: Portal, id: string): string {
  return `${settings.url}/status-lists/${id}`
}
