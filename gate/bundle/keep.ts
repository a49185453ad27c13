import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type ConsentTokens, readConsentTokens, withoutEnded, writeConsentTokens } from '../home/consent-token-store.ts'
import { type GateHome, targetName } from '../home/gate-home.ts'
import { type HeldTarget, type TrustFile, writeTrustFile } from '../home/trust-file.ts'
import type { Gathered, Received } from './gathered.ts'
import { withNewcomers } from './newcomers.ts'

export type KeptTarget = HeldTarget & { new: number }

/**
 * Writes down what was gathered: tokens first, what they are trusted by last, each file whole or not at all. Whoever
 * reads in between, or after a kill, answers for each person as before this sync or as after it: before the tokens,
 * the keys and lists that only new ones name are added to what is held.
 */
export async function keep(
  home: GateHome,
  before: TrustFile | null,
  { trust, received }: Gathered,
  at: Date,
): Promise<{ trust: TrustFile; targets: KeptTarget[] }> {
  const meanwhile = before && withNewcomers(before, trust)
  if (meanwhile) await writeTrustFile(home.paths.trust, meanwhile)

  const targets: KeptTarget[] = []
  for (const one of received) targets.push(await keepTokens(home, one, heldBefore(before, one), at))
  await forgetOthers(home, received)

  const kept = { ...trust, bundle: { ...trust.bundle, targets: targets.map(({ basis, held }) => ({ basis, held })) } }
  await writeTrustFile(home.paths.trust, kept)
  return { trust: kept, targets }
}

/** A newer token of the same subject takes the place of the older; a file that stays as it is is not even read. */
async function keepTokens(
  home: GateHome,
  { basis, all, tokens }: Received,
  held: number | null,
  at: Date,
): Promise<KeptTarget> {
  const path = home.paths.consentTokens(basis)
  if (!all && tokens.length === 0 && held !== null) return { basis, held, new: 0 }
  const earlier = all ? null : await readConsentTokens(path)
  const bySubject: ConsentTokens['bySubject'] = earlier?.bySubject ?? new Map()
  for (const token of tokens) bySubject.set(token.subject, token)
  const kept = withoutEnded({ cursor: null, bySubject }, at)
  await writeConsentTokens(path, kept)
  return { basis, held: kept.bySubject.size, new: tokens.length }
}

function heldBefore(before: TrustFile | null, { basis }: Received): number | null {
  const targets = before?.bundle?.targets ?? []
  return targets.find((target) => targetName(target.basis) === targetName(basis))?.held ?? null
}

/** What the node no longer takes part in, with what was remembered of it. */
async function forgetOthers(home: GateHome, received: readonly Received[]): Promise<void> {
  const folder = join(home.paths.state, 'consent-tokens')
  const mine = received.map(({ basis }) => `${targetName(basis)}.ndjson`)
  for (const name of await readdir(folder)) {
    if (/\.ndjson(\.index)?$/.test(name) && !mine.includes(name.replace(/\.index$/, '')))
      await rm(join(folder, name), { force: true })
  }
}
