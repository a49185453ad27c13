import { findContributor } from '#db/queries/contributors.server.ts'
import { findPaperScan, findPapersOf } from '#db/queries/papers.server.ts'
import { openScan } from '../crypto/paper-seal.server.ts'
import type { Portal } from '../portal.server.ts'

/** The pictures of what a contributor wrote on paper, opened one at a time while somebody asks for more. */
export async function* openScans(
  { db, secrets }: Portal,
  contributorId: string,
): AsyncGenerator<{ paperId: string; type: string; scan: Buffer }> {
  const scope = { subject: contributorId }
  const papers = await db.as(scope, (tx) => findPapersOf(tx, contributorId))
  for (const { id: paperId } of papers) {
    const { scan, wrappedKey } = await db.as(scope, async (tx) => ({
      scan: await findPaperScan(tx, paperId),
      wrappedKey: (await findContributor(tx, contributorId))?.wrappedKey,
    }))
    if (!scan || !wrappedKey) continue
    yield { paperId, type: scan.type, scan: openScan({ master: secrets.master, wrappedKey }, scan) }
  }
}
