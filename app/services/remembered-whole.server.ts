import type { ChangeKind, Changes } from '#db/changes.server.ts'

/** All of something small, from memory for as long as no row of it has changed; by `load` whenever a change could have been missed. */
export function rememberedWhole<Whole>(
  changes: Changes,
  kind: ChangeKind,
  load: () => Promise<Whole>,
): () => Promise<Whole> {
  let known: Whole | undefined
  let changesHeard = 0
  const forget = () => {
    changesHeard++
    known = undefined
  }
  changes.on(kind, forget)
  changes.on('all', forget)

  return async () => {
    if (known !== undefined && changes.areFresh()) return known
    const heardBefore = changesHeard
    const loaded = await load()
    if (heardBefore === changesHeard) known = loaded
    return loaded
  }
}
