import { setTimeout as pause } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import { decodeProtectedHeader, exportJWK, generateKeyPair } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { api } from '#app/api/index.ts'
import { withdrawConsent } from '#app/services/withdraw-consent.server.ts'
import { accessTokens, keys, nodes } from '#db/schema/index.ts'
import { answers } from '#tests/support/act.ts'
import { aContributor, aNode, aProgramme, SNAPSHOT, type TestNode } from '#tests/support/build.ts'
import { cutOffChanges } from '#tests/support/cut-off-changes.ts'
import { heard } from '#tests/support/heard.ts'
import { otherInstance } from '#tests/support/other-instance.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { assertion, bearer, opened, requestToken, type Surface, send } from './as-node.ts'

/** What one instance commits counts on every other, whatever that one remembers. */

let here: TestPortal
let there: TestPortal
let surfaceHere: Surface
let surfaceThere: Surface
let node: TestNode
let token: string

beforeAll(async () => {
  here = await testPortal()
  surfaceHere = await opened(here)
  there = otherInstance(here)
  surfaceThere = api(there.portal)
  await aProgramme(here)
})
afterAll(async () => {
  await there.close()
  await here.close()
})
beforeEach(async () => {
  node = await aNode(here, ['lung'])
  token = await bearer(surfaceHere, node)
})

async function isActive(compact: string, { on = surfaceThere, by = token } = {}): Promise<boolean> {
  const answer = await on.request('/oauth/introspect', {
    method: 'POST',
    headers: { Authorization: `Bearer ${by}`, 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ token: compact }).toString(),
  })
  expect(answer.status).toBe(200)
  const { active, ...told } = (await answer.json()) as { active: boolean }
  if (!active) expect(told).toEqual({})
  return active
}

async function aConsentToken() {
  const person = await aContributor(here, node.organisationId)
  await answers(here, person, 'yes')
  const asked = { legal_basis: 'consent', programme: 'lung', subjects: [person.pseudonym] }
  const answer = await send(surfaceHere, '/api/v1/consent-tokens', token, asked)
  const { consent_tokens } = (await answer.json()) as { consent_tokens: { consent_token: string }[] }
  return { contributorId: person.id, compact: consent_tokens[0]?.consent_token ?? '' }
}

function withdraws(contributorId: string) {
  return withdrawConsent(here.portal, { contributorId, programmeId: 'lung', tier: 'stop', snapshot: SNAPSHOT })
}

/** Asks until the instance there remembers the answer. */
async function isRemembered(compact: string): Promise<void> {
  await heard(there)
  for (let time = 0; time < 3; time++) expect(await isActive(compact)).toBe(true)
}

function changesNode(change: Partial<typeof nodes.$inferInsert>) {
  return here.owner.as('public', (tx) => tx.update(nodes).set(change).where(eq(nodes.id, node.id)))
}

describe('a consent token that another instance remembers', () => {
  test('is denied there as soon as that instance has heard of the withdrawal', async () => {
    const { contributorId, compact } = await aConsentToken()
    await isRemembered(compact)
    await withdraws(contributorId)
    await heard(there)
    expect(await isActive(compact)).toBe(false)
  })

  test('is denied there where it was being looked up while the person withdrew', async () => {
    const { contributorId, compact } = await aConsentToken()
    const { portal } = there
    let lookedUp = () => {}
    const hasLookedUp = new Promise<void>((resolve) => {
      lookedUp = resolve
    })
    let goOn = () => {}
    const mayGoOn = new Promise<void>((resolve) => {
      goOn = resolve
    })
    const as: typeof portal.db.as = async (scope, work) => {
      const result = await portal.db.as(scope, work)
      if (scope !== 'public') {
        lookedUp()
        await mayGoOn
      }
      return result
    }
    const slow = api({ ...portal, db: { ...portal.db, as } })
    const asked = isActive(compact, { on: slow })
    await hasLookedUp
    await withdraws(contributorId)
    await heard(there)
    goOn()
    expect(await asked).toBe(true)
    expect(await isActive(compact, { on: slow })).toBe(false)
  })

  test('is denied once it has run out', async () => {
    const { compact } = await aConsentToken()
    const inMonths = new Date(Date.now() + 90 * 86_400_000)
    await here.owner.as('public', (tx) =>
      tx.update(accessTokens).set({ expiresAt: inMonths }).where(eq(accessTokens.nodeId, node.id)),
    )
    await isRemembered(compact)
    here.setTime(new Date(Date.now() + 31 * 86_400_000))
    const isStillActive = await isActive(compact)
    here.setTime(null)
    expect(isStillActive).toBe(false)
  })

  test('is denied to every other node, of the same hospital too', async () => {
    const { compact } = await aConsentToken()
    await isRemembered(compact)
    const sister = await aNode(here, ['lung'])
    const { organisationId } = node
    await here.owner.as('public', (tx) => tx.update(nodes).set({ organisationId }).where(eq(nodes.id, sister.id)))
    expect(await isActive(compact, { by: await bearer(surfaceHere, sister) })).toBe(false)
    expect(await isActive(compact)).toBe(true)
  })

  test('lends nothing to a forgery of it', async () => {
    const { compact } = await aConsentToken()
    await isRemembered(compact)
    const [header, payload, signature = ''] = compact.split('.')
    const flipped = signature.startsWith('A') ? `B${signature.slice(1)}` : `A${signature.slice(1)}`
    for (const forged of [`${header}.${payload}.${flipped}`, `${header}.${payload}.`, `${compact}=`, ` ${compact}`]) {
      expect(await isActive(forged)).toBe(false)
      expect(await isActive(forged)).toBe(false)
    }
    expect(await isActive(compact)).toBe(true)
  })

  test('is denied once the key that signed it is taken back', async () => {
    const { compact } = await aConsentToken()
    await isRemembered(compact)
    const { kid = '' } = decodeProtectedHeader(compact)
    const revoke = (revokedAt: Date | null) =>
      here.owner.as('public', (tx) => tx.update(keys).set({ revokedAt }).where(eq(keys.kid, kid)))
    await revoke(new Date())
    await heard(there)
    expect(await isActive(compact)).toBe(false)
    await revoke(null)
    await heard(there)
    await heard(here)
  })
})

describe('an access token that another instance remembers', () => {
  const answersThere = async () => {
    const asked = { legal_basis: 'consent', programme: 'lung' }
    return (await send(surfaceThere, '/api/v1/consent-tokens', token, asked)).status
  }
  beforeEach(async () => {
    await heard(there)
    expect([await answersThere(), await answersThere()]).toEqual([200, 200])
  })

  test.each(['suspended', 'decommissioned'] as const)('opens nothing once its node is %s', async (status) => {
    await changesNode({ status })
    await heard(there)
    expect(await answersThere()).toBe(401)
  })

  test('opens nothing that was taken from its node', async () => {
    await changesNode({ scopes: ['accord/usage.write'] })
    await heard(there)
    expect(await answersThere()).toBe(403)
  })

  test('ends after five minutes all the same', async () => {
    here.setTime(new Date(Date.now() + 301_000))
    expect(await answersThere()).toBe(401)
    here.setTime(null)
  })
})

describe('a node that another instance remembers', () => {
  const isGranted = async (of = node) => {
    const answer = await requestToken(surfaceThere, { client_assertion: await assertion(of) })
    return answer.status === 200
  }
  beforeEach(async () => {
    await heard(there)
    expect([await isGranted(), await isGranted()]).toEqual([true, true])
  })

  test('is granted nothing once it is suspended', async () => {
    await changesNode({ status: 'suspended' })
    await heard(there)
    expect(await isGranted()).toBe(false)
  })

  test('is not believed by a key that was taken from it, and is by its new one', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES384', { extractable: true })
    const known = { kid: 'new', alg: 'ES384' }
    await changesNode({ jwks: { keys: [{ ...(await exportJWK(publicKey)), ...known }] } })
    await heard(there)
    expect(await isGranted()).toBe(false)
    expect(await isGranted({ ...node, privateJwk: { ...(await exportJWK(privateKey)), ...known } })).toBe(true)
  })
})

describe('an instance that hears nothing', () => {
  let deaf: TestPortal
  let surface: Surface
  beforeAll(() => {
    deaf = otherInstance(here, { hears: 'postgres://nobody@127.0.0.1:1/nowhere' })
    surface = api(deaf.portal)
  })
  afterAll(() => deaf.close())

  test('knows of a withdrawal at once, because it asks the database', async () => {
    const { contributorId, compact } = await aConsentToken()
    expect(await isActive(compact, { on: surface })).toBe(true)
    await withdraws(contributorId)
    expect(await isActive(compact, { on: surface })).toBe(false)
  })

  test('knows at once that a node is suspended', async () => {
    const asked = { legal_basis: 'consent', programme: 'lung' }
    expect((await send(surface, '/api/v1/consent-tokens', token, asked)).status).toBe(200)
    await changesNode({ status: 'suspended' })
    expect((await send(surface, '/api/v1/consent-tokens', token, asked)).status).toBe(401)
  })
})

test('a withdrawal is known a second later also where the connection that tells of it is cut again and again', async () => {
  let cutting = true
  const cuts = (async () => {
    while (cutting) {
      await cutOffChanges(here)
      await pause(30)
    }
  })()
  for (let round = 0; round < 3; round++) {
    const { contributorId, compact } = await aConsentToken()
    for (let time = 0; time < 20; time++) expect(await isActive(compact)).toBe(true)
    await withdraws(contributorId)
    await pause(1000)
    expect(await isActive(compact)).toBe(false)
  }
  cutting = false
  await cuts
})
