import type { TestPortal } from './test-portal.ts'

type Portal = TestPortal['portal']

export type Held = {
  /** The same portal, whose transactions wait at their end until they may go on. */
  portal: Portal
  /** Until one of them has done all it had to do: whatever it holds, it holds still. */
  reached: Promise<void>
  goOn(): void
}

/** Stops whatever is done through it just before it is committed, so that others can be seen to go on, or not. */
export function heldBeforeCommit({ portal }: TestPortal): Held {
  const reached = Promise.withResolvers<void>()
  const mayGoOn = Promise.withResolvers<void>()
  const as: Portal['db']['as'] = (scope, work, reading) =>
    portal.db.as(
      scope,
      async (tx) => {
        const result = await work(tx)
        reached.resolve()
        await mayGoOn.promise
        return result
      },
      reading,
    )
  return { portal: { ...portal, db: { ...portal.db, as } }, reached: reached.promise, goOn: mayGoOn.resolve }
}
