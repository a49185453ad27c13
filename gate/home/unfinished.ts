import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { GateHome } from './gate-home.ts'

/**
 * Drafts of the lock, and of what only its holder writes: they are what a sync left that was killed.
 * A check that is writing an index just then does without it.
 */
const DRAFT = /^\.(lock.*|trust\.json|.+\.ndjson(\.index)?)\.[0-9a-f-]{36}\.unfinished$/

export async function removeUnfinished({ paths }: GateHome): Promise<void> {
  for (const folder of [paths.state, join(paths.state, 'consent-tokens')]) {
    const drafts = (await readdir(folder)).filter((name) => DRAFT.test(name))
    for (const name of drafts) await rm(join(folder, name), { force: true })
  }
}
