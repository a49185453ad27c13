import { openPortal, type Portal } from '#app/portal.server.ts'

/** Does one thing with the portal that the environment names, and lets go of it. */
export async function withPortal<Result>(work: (portal: Portal) => Promise<Result>): Promise<Result> {
  const portal = await openPortal()
  try {
    return await work(portal)
  } finally {
    await portal.changes.close()
    await portal.db.close()
  }
}
