import { setTimeout as pause } from 'node:timers/promises'
import { decodeProtectedHeader } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signingKey } from '#app/domain/key/signing-key.ts'
import { CONSENT_TOKEN_TYPE } from '#app/domain/token/consent-claims.ts'
import { findKeys } from '#db/queries/keys.server.ts'
import { verifiedPayload } from '#gate/compact-jws.ts'
import type { IssuerKeys } from '#gate/trust.ts'
import { aProgramme } from '#tests/support/build.ts'
import { type PortalOfProcesses, portalOfProcesses } from '#tests/support/portal-of-processes.ts'
import { aHospital, mistakesOf } from './rotation/hospital.ts'
import { accessToken, isActive, publishedBy, tokensOf } from './rotation/over-http.ts'
import { IS_WHOLE, share } from './share.ts'

/** Five minutes with a new key of every purpose each half minute, and one taken back in the middle; in real time. */
const SECONDS = share({ small: 6, whole: 300 })
const ROTATE_EVERY = share({ small: 2, whole: 30 })
const HOSPITALS = share({ small: 1, whole: 3 })

/** Whatever ends is over online within a second, in the lists within two and a half and a round of the worker. */
const ONLINE_MS = 1000
const LISTS_MS = 5000

/** As old as the keys of a verifier may be that asks as seldom as it is allowed to. */
const OLD_KEYS_SECONDS = 120

let accord: PortalOfProcesses
let servers: string[]
let begun: number
/** Somewhere between the two moments: the command that takes the key back begins, and has ended. */
const taken = { kid: '', from: Number.POSITIVE_INFINITY, at: Number.POSITIVE_INFINITY }
const seen = { gatesAsked: 0, tokens: 0, kids: new Set<string>() }
const wrong: string[] = []

beforeAll(async () => {
  accord = await portalOfProcesses()
  await aProgramme(accord)
  await accord.start('tests/support/work.ts')
  const ports = await Promise.all([1, 2].map(() => accord.start('tests/support/serve-machines.ts')))
  servers = ports.map((port) => `http://127.0.0.1:${port}`)
})
afterAll(() => accord.close())

const secondsRun = () => (performance.now() - begun) / 1000
const isOver = () => secondsRun() >= SECONDS && performance.now() > taken.at + LISTS_MS

function note(...mistakes: string[]): void {
  wrong.push(...mistakes.map((mistake) => `${mistake}, after ${Math.round(secondsRun())} s`))
}

/** One server after the other, whatever address is asked. */
let asked = 0
const ask: typeof fetch = (url, init) => {
  const { pathname, search } = new URL(String(url))
  return fetch(`${servers[asked++ % servers.length]}${pathname}${search}`, init)
}

async function runHospital(): Promise<void> {
  const { hospital, somebodySaysYes, somebodyWithdraws } = await aHospital(accord, ask)
  for (let turn = 0; !isOver(); turn++) {
    const [here = '', there = ''] = turn % 2 === 0 ? servers : servers.toReversed()
    const bearer = await accessToken(here, hospital.node)
    await somebodySaysYes()
    await somebodySaysYes()
    const askedAt = performance.now()
    const tokens = await tokensOf(here, bearer, hospital.yes)
    const isTakenNow = performance.now() > taken.from && askedAt < taken.at + 2 * ONLINE_MS
    if (tokens.size < hospital.yes.length && !isTakenNow) note(`${hospital.yes.length} said yes, ${tokens.size} tokens`)
    for (const token of tokens.values()) await judge(token, there, bearer)
    note(...(await mistakesOf(hospital, LISTS_MS)))
    seen.gatesAsked++

    const withdrawn = tokens.get(await somebodyWithdraws())
    await pause(ONLINE_MS)
    for (const server of servers) {
      if (withdrawn && (await isActive(server, bearer, withdrawn))) note('a withdrawn token is active')
    }
  }
}

async function judge(token: string, server: string, bearer: string): Promise<void> {
  const { kid = '' } = decodeProtectedHeader(token)
  seen.kids.add(kid)
  seen.tokens++
  const isTaken = kid === taken.kid
  const active = await isActive(server, bearer, token)
  if (!active && !isTaken) note('a good token is not active')
  if (active && isTaken && performance.now() > taken.at + ONLINE_MS) note('a token of the key taken back is active')
  if (IS_WHOLE && !isTaken) await believedWithOldKeys(token)
}

const keySets: { at: number; keys: IssuerKeys }[] = []

async function believedWithOldKeys(token: string): Promise<void> {
  const { keys } = keySets.find(({ at }) => at >= secondsRun() - OLD_KEYS_SECONDS) ?? {}
  if (!keys) throw new Error('there are no keys')
  const expected = { typ: CONSENT_TOKEN_TYPE, keys, maxBytes: 4096 }
  await verifiedPayload(token, expected).catch(({ message }) => note(`who cached the keys refuses a token: ${message}`))
}

async function keepOldKeys(): Promise<void> {
  for (; !isOver(); await pause(5000)) keySets.push({ at: secondsRun(), keys: await publishedBy(servers[0] ?? '') })
}

async function rotate(): Promise<void> {
  for (let next = ROTATE_EVERY; !isOver(); await pause(100)) {
    if (secondsRun() < next) continue
    next += ROTATE_EVERY
    const { exitCode } = await accord.command('bin/keys.ts', 'rotate')
    if (exitCode !== 0) note('keys cannot be rotated')
  }
}

async function takeOneBack(): Promise<void> {
  await pause(SECONDS * 500)
  const known = (await accord.owner.as('public', findKeys)).filter(({ purpose }) => purpose === CONSENT_TOKEN_TYPE)
  taken.kid = signingKey(known, new Date())?.kid ?? ''
  taken.from = performance.now()
  const { exitCode, complaint } = await accord.command('bin/keys.ts', 'revoke', taken.kid)
  taken.at = performance.now()
  if (exitCode !== 0) note(`a key cannot be taken back: ${complaint}`)
}

test('while keys are rotated and one is taken back, no hospital of two servers refuses a yes or accepts a no', {
  timeout: 20 * 60_000,
}, async () => {
  begun = performance.now()
  keySets.push({ at: 0, keys: await publishedBy(servers[0] ?? '') })
  await Promise.all([rotate(), takeOneBack(), keepOldKeys(), ...Array.from({ length: HOSPITALS }, runHospital)])
  console.log('two processes whose keys changed', { ...seen, kids: seen.kids.size, seconds: Math.round(secondsRun()) })
  expect(wrong.slice(0, 10)).toEqual([])
  expect(seen.kids.size).toBeGreaterThanOrEqual(share({ small: 2, whole: 5 }))
})
