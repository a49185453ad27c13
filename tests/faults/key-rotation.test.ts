import { setTimeout as pause } from 'node:timers/promises'
import { decodeProtectedHeader } from 'jose'
import { expect, test } from 'vitest'
import { api } from '#app/api/index.ts'
import type { KeyPurpose } from '#app/crypto/keyring.server.ts'
import { publishStatusLists } from '#app/services/publish-status-lists.server.ts'
import { rotateKeys } from '#app/services/rotate-keys.server.ts'
import { withdrawConsent } from '#app/services/withdraw-consent.server.ts'
import { forge, madeKey } from '#gate/selftest/forge.ts'
import { assertion, opened, requestToken, type Surface, send } from '#tests/api/as-node.ts'
import { answers } from '#tests/support/act.ts'
import { anotherInstance } from '#tests/support/another-instance.ts'
import { aContributor, aNode, aProgramme, REQUEST, SNAPSHOT, type TestNode } from '#tests/support/build.ts'
import { testPortal } from '#tests/support/test-portal.ts'
import { type RunningClock, runningClock } from './rotation/running-clock.ts'
import { slowVerifier } from './rotation/slow-verifier.ts'
import { share } from './share.ts'

/** Five minutes of the portal's time, a new key of each purpose every half minute; its clock runs faster where little time is given. */
const SECONDS = 300
const EVERY = 30
const TIMES_AS_FAST = share({ small: 30, whole: 1 })
const HOSPITALS = 4
const ROTATED: KeyPurpose[] = ['consent+jwt', 'decision+jwt', 'token-introspection+jwt', 'statuslist+jwt']

test(
  'while keys change every half minute, two instances sign nothing that a hospital refuses, and accept nothing that ended',
  async () => {
    const accord = await testPortal()
    const first = await opened(accord)
    const other = anotherInstance(accord)
    const surfaces = [first, api(other.portal)] as const
    await expect.poll(other.portal.changes.areFresh).toBe(true)
    await aProgramme(accord)
    const clock = runningClock(accord, TIMES_AS_FAST)
    const verifier = slowVerifier(surfaces[1], clock)
    await verifier.look()

    const seen = { signed: 0, withdrawn: 0, forged: 0, kids: new Set<string>() }
    const wrong: unknown[] = []
    const isOver = () => clock.secondsRun() >= SECONDS
    const note = (what: string, detail: unknown) => wrong.push({ what, detail, second: clock.secondsRun() })

    async function expectSigned(jws: string, typ: KeyPurpose): Promise<void> {
      seen.signed += 1
      seen.kids.add(`${typ} ${decodeProtectedHeader(jws).kid}`)
      const reason = await verifier.byOldKeys(jws, typ)
      if (reason) note(`a good ${typ} is refused`, reason)
    }

    async function hospital(number: number): Promise<void> {
      const node = await aNode(accord, ['lung'])
      for (let turn = 0; !isOver(); turn++) {
        const [here, there] = (number + turn) % 2 === 0 ? surfaces : [surfaces[1], surfaces[0]]
        const bearer = await accessToken(here, node, clock)
        const person = await aContributor(accord, node.organisationId)
        await answers(accord, person, 'yes')
        const asked = { legal_basis: 'consent', programme: 'lung', subjects: [person.pseudonym] }
        const issued = await send(here, '/api/v1/consent-tokens', bearer, asked)
        const { consent_tokens: [given] = [], ...refusal } = (await issued.json()) as Issued
        if (!given) throw new Error(`no token: ${JSON.stringify(refusal)}`)
        const token = given.consent_token
        await expectSigned(token, 'consent+jwt')
        const accept = { Accept: 'application/decision+jwt' }
        const decided = await send(there, '/api/v1/decisions', bearer, { ...asked, ...REQUEST }, accept)
        await expectSigned(await decided.text(), 'decision+jwt')
        await expectSigned(await introspected(there, bearer, token), 'token-introspection+jwt')
        await expectSigned(await (await there.request('/status-lists/a')).text(), 'statuslist+jwt')
        if (!(await isActive(there, bearer, token))) note('a good token is not active', token)

        await withdrawConsent(accord.portal, {
          contributorId: person.id,
          programmeId: 'lung',
          tier: 'stop',
          snapshot: SNAPSHOT,
        })
        seen.withdrawn += 1
        if (!(await endsWithinASecond(there, bearer, token))) note('a withdrawn token is active', token)
        await expectForgeryRefused(token, here, bearer)
      }
    }

    async function expectForgeryRefused(token: string, surface: Surface, bearer: string): Promise<void> {
      const [, payload = ''] = token.split('.')
      const kid = verifier.everyKid()[seen.forged % verifier.everyKid().length]
      const header = { alg: 'ES256', kid, typ: 'consent+jwt' }
      const forged = forge({ header, payload: Buffer.from(payload, 'base64url').toString(), key: STRANGER })
      seen.forged += 1
      if (!(await verifier.byNewKeys(forged, 'consent+jwt'))) note('a forgery is believed', forged)
      if (await isActive(surface, bearer, forged)) note('a forgery is active', forged)
    }

    async function rotating(): Promise<void> {
      for (let next = EVERY; !isOver(); ) {
        await pause(50)
        if (clock.secondsRun() < next) continue
        next += EVERY
        await rotateKeys(accord.portal, ROTATED)
      }
    }

    async function publishing(): Promise<void> {
      for (; !isOver(); await pause(100)) await publishStatusLists(other.portal)
    }

    async function looking(): Promise<void> {
      for (; !isOver(); await pause((10_000 / TIMES_AS_FAST) * 0.5)) await verifier.look()
    }

    await Promise.all([
      rotating(),
      publishing(),
      looking(),
      ...Array.from({ length: HOSPITALS }, (_, number) => hospital(number)),
    ])
    clock.stop()
    console.log('keys that changed under load', { ...seen, kids: seen.kids.size })
    expect(wrong.slice(0, 5)).toEqual([])
    expect(seen.kids.size).toBeGreaterThan(ROTATED.length * share({ small: 1, whole: 3 }))
    await other.close()
    await accord.close()
  },
  20 * 60_000,
)

type Issued = { consent_tokens?: { consent_token: string }[] }

const STRANGER = madeKey('consent+jwt').privateKey

/** Dated by the clock of the test. */
async function accessToken(surface: Surface, node: TestNode, clock: RunningClock): Promise<string> {
  const exp = Math.floor(clock.now().getTime() / 1000) + 240
  const client_assertion = await assertion(node, { claims: { exp } })
  const answer = (await (await requestToken(surface, { client_assertion })).json()) as { access_token?: string }
  return answer.access_token ?? ''
}

async function introspected(
  surface: Surface,
  bearer: string,
  token: string,
  accept = 'application/token-introspection+jwt',
) {
  const answer = await surface.request('/oauth/introspect', {
    method: 'POST',
    headers: { Authorization: `Bearer ${bearer}`, 'Content-Type': 'application/x-www-form-urlencoded', Accept: accept },
    body: new URLSearchParams({ token }).toString(),
  })
  return answer.text()
}

async function isActive(surface: Surface, bearer: string, token: string): Promise<boolean> {
  return JSON.parse(await introspected(surface, bearer, token, 'application/json')).active
}

async function endsWithinASecond(surface: Surface, bearer: string, token: string): Promise<boolean> {
  const deadline = Date.now() + 1000
  do {
    if (!(await isActive(surface, bearer, token))) return true
    await pause(20)
  } while (Date.now() < deadline)
  return false
}
