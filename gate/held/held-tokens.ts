import { closeSync } from 'node:fs'
import type { Basis } from '../covering-provision.ts'
import { Failure } from '../failure.ts'
import type { IssuedToken } from '../home/consent-token-store.ts'
import type { GateHome } from '../home/gate-home.ts'
import { type Bounds, type Current, currentKnowledge } from '../knowledge.ts'
import { type Progress, SILENT } from '../progress.ts'
import type { Question } from '../verify-consent-token.ts'
import type { World } from '../world.ts'
import { crew } from './crew.ts'
import { indexMemory } from './index-memory.ts'
import { type Inquiry, inquiry, issuedOn } from './inquiry.ts'
import { openIndex } from './open-index.ts'
import { openStore } from './open-store.ts'
import { lineOf } from './subject-table.ts'

/**
 * The tokens that this node holds for a programme or a data use, as they were when this was opened:
 * a sync replaces the file, and whoever has it open goes on reading the one before.
 */
export type HeldTokens = {
  tokenOf(subject: string): IssuedToken | null
  about(question: Question): Inquiry
  /** Comes true when nothing speaks against the answers that were given: none may be used before. */
  confirmed(): Promise<void>
  /** Remembers on disk what was found out, where that is worth it. */
  remember(): Promise<void>
  /** Lets its threads go; more work begins new ones. */
  rest(): Promise<void>
  close(): Promise<void>
}

type Asking = { home: GateHome; basis: Basis; world: World; bounds: Bounds; tell?: Progress }

/**
 * Brings up to date what is held, opens it for some work, and remembers afterwards what was found out.
 * What tokens are trusted by is read after them: whatever a sync replaces meanwhile, it is never older than they are.
 */
export async function withHeldTokens<Result>(
  { home, basis, world, bounds, tell }: Asking,
  work: (held: HeldTokens, current: Current) => Promise<Result>,
): Promise<Result> {
  await currentKnowledge(home, world, bounds)
  const held = await openHeldTokens(home, basis, tell)
  try {
    const result = await work(held, await currentKnowledge(home, world, bounds))
    await held.confirmed()
    await held.remember().catch((error) => world.complain(`what was verified will be verified again: ${error}\n`))
    return result
  } finally {
    await held.close()
  }
}

export async function openHeldTokens(home: GateHome, basis: Basis, tell: Progress = SILENT): Promise<HeldTokens> {
  const { fd, ...store } = openStore(home.paths.consentTokens(basis))
  const threads = crew()
  const close = async () => {
    await threads.dismiss()
    closeSync(fd)
  }
  try {
    const memory = indexMemory(home, basis)
    const known = memory.recall()
    const reading = (done: number, of: number) => tell('reading', done, of)
    const { index, isNew, confirmed } = await openIndex({ fd, ...store }, known, threads, reading)
    const opened = { fd, index, crew: threads }
    let verified = 0
    let unkept = isNew ? Number.POSITIVE_INFINITY : 0

    return {
      tokenOf(subject) {
        const line = lineOf(subject, index.lines, index.table)
        return line === -1 ? null : issuedOn(opened, line)
      },
      about(question) {
        requireSame(question, home)
        return inquiry(opened, question, (tokens) => {
          verified += tokens
          unkept += tokens
          tell('verifying', verified, null)
        })
      },
      confirmed: () => confirmed,
      async remember() {
        if (unkept === 0 || unkept < index.lines.at.length / WORTH_KEEPING) return
        await memory.keep(index)
        unkept = 0
      },
      rest: threads.dismiss,
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** The index is written whole: for fewer than one token in so many, finding out again costs less. */
const WORTH_KEEPING = 1000

/** What was found out holds for one portal's tokens to one node. */
function requireSame({ trust }: Question, { config }: GateHome): void {
  if (trust.issuer !== config.portal || trust.audience !== config.client_id) {
    throw new Failure('issuer-wrong', { expected: config.portal })
  }
}
