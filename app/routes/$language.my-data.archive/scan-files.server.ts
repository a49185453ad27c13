import type { ZippedFile } from '#app/paper/zip.server.ts'
import type { Portal } from '#app/portal.server.ts'
import { openScans } from '#app/services/open-scans.server.ts'

/** The pictures of her papers, as they were handed in. */
export async function* scanFiles(portal: Portal, contributorId: string): AsyncGenerator<ZippedFile> {
  for await (const { paperId, type, scan } of openScans(portal, contributorId)) {
    yield { name: `papers/${paperId}.${type.split('/').at(-1)}`, pieces: [scan] }
  }
}
