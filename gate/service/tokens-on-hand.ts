import { stat } from 'node:fs/promises'
import type { Basis } from '../covering-provision.ts'
import { type HeldTokens, openHeldTokens } from '../held/held-tokens.ts'
import type { GateHome } from '../home/gate-home.ts'

/** Does some work with the held tokens of a programme or data use. */
export type WithTokens = <Result>(basis: Basis, work: (held: HeldTokens) => Promise<Result>) => Promise<Result>

type OnHand = { version: string; held: Promise<HeldTokens>; users: number; isCurrent: boolean }

/** The held tokens of each programme and data use, opened again when a sync has replaced their file. */
export function tokensOnHand(home: GateHome): WithTokens {
  const onHand = new Map<string, OnHand>()

  /** Whoever takes them gives them back. */
  async function taken(basis: Basis): Promise<OnHand> {
    const path = home.paths.consentTokens(basis)
    const version = await versionOf(path)
    const known = onHand.get(path)
    const mine = known?.version === version ? known : opened(basis, version)
    mine.users += 1
    onHand.set(path, mine)
    mine.held.catch(() => onHand.get(path) === mine && onHand.delete(path))
    if (known && known !== mine) {
      known.isCurrent = false
      await tidy(known)
    }
    return mine
  }

  function opened(basis: Basis, version: string): OnHand {
    return { version, held: confirmedTokens(home, basis), users: 0, isCurrent: true }
  }

  return async (basis, work) => {
    const mine = await taken(basis)
    try {
      return await work(await mine.held)
    } finally {
      mine.users -= 1
      await tidy(mine)
    }
  }
}

async function confirmedTokens(home: GateHome, basis: Basis): Promise<HeldTokens> {
  const held = await openHeldTokens(home, basis)
  try {
    await held.confirmed()
    return held
  } catch (error) {
    await held.close()
    throw error
  }
}

/** Where nobody uses them any more, their threads end, and those that a sync has replaced are closed. */
async function tidy(one: OnHand): Promise<void> {
  const held = await one.held.catch(() => null)
  if (one.users === 0) await (one.isCurrent ? held?.rest() : held?.close())
}

/** A sync replaces the file whole, so that a new version is another file. */
async function versionOf(path: string): Promise<string> {
  const found = await stat(path, { bigint: true }).catch(() => null)
  return found ? `${found.ino} ${found.mtimeNs} ${found.size}` : 'absent'
}
