import { randomUUID } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { preferAltruism } from '#app/services/prefer-altruism.server.ts'
import { publishStatusLists } from '#app/services/publish-status-lists.server.ts'
import { withdrawConsent } from '#app/services/withdraw-consent.server.ts'
import { nodeKeyFrom, writeHome } from '#gate/home/gate-home.ts'
import { main } from '#gate/main.ts'
import { opened, type Surface } from '#tests/api/as-node.ts'
import { answers } from '#tests/support/act.ts'
import { aContributor, aDataUse, aNode, aProgramme, CHOICES, SNAPSHOT, type TestNode } from '#tests/support/build.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { temporaryFolder } from './support/folder.ts'

let accord: TestPortal
let surface: Surface
let node: TestNode
let time: Date
let folder: string

beforeAll(async () => {
  accord = await testPortal()
  at(new Date())
  surface = await opened(accord)
  await aProgramme(accord)
})
afterAll(() => accord.close())

beforeEach(async () => {
  node = await aNode(accord, ['lung'])
  folder = await temporaryFolder()
})

/** The portal's clock and the hospital's show the same time. */
function at(now: Date): void {
  time = now
  accord.setTime(now)
}

async function gate(...args: string[]): Promise<{ exitCode: number; json: Record<string, unknown> }> {
  let output = ''
  const exitCode = await main(args, {
    fetch: async (url, init) => {
      const { pathname, search } = new URL(String(url))
      return surface.request(`${pathname}${search}`, init)
    },
    now: () => time,
    randomId: randomUUID,
    readInput: async () => '',
    print: (text) => {
      output += text
    },
    complain: () => undefined,
    stopped: async () => undefined,
  })
  return { exitCode, json: output === '' ? {} : JSON.parse(output) }
}

async function home(data_uses: string[] = []): Promise<string> {
  const config = {
    portal: accord.portal.settings.url,
    client_id: node.clientId,
    organisation: null,
    programmes: ['lung'],
  }
  await writeHome(join(folder, 'home'), { ...config, data_uses }, await nodeKeyFrom(node.privateJwk))
  return join(folder, 'home')
}

const WANTED = '--purpose ai-development --recipient public-research --region eu-eea --data imaging-ct'.split(' ')

async function check(home: string, people: string[], ...basis: string[]) {
  await writeFile(join(folder, 'cohort.csv'), `pseudonym\n${people.join('\n')}\n`)
  const files = ['--cohort', join(folder, 'cohort.csv'), '--out', join(folder, 'allowed.csv')]
  const ran = await gate('check', '--home', home, ...files, ...basis, ...WANTED, '--explain')
  const allowed = await readFile(join(folder, 'allowed.csv'), 'utf8').catch(() => null)
  return { ...ran, allowed: allowed?.trim().split('\n').slice(1) ?? null }
}

const BY_CONSENT = ['--basis', 'consent', '--programme', 'lung']

describe('a gate and the portal', () => {
  test('agree on who said yes, and after a withdrawal on who no longer does', async () => {
    const [ana, bor] = await Promise.all([1, 2].map(() => aContributor(accord, node.organisationId)))
    const cene = await aContributor(accord, node.organisationId)
    if (!ana || !bor) throw new Error('nobody is there')
    await answers(accord, ana, 'yes')
    await answers(accord, bor, 'yes')
    await answers(accord, cene, 'no')
    const people = [ana.pseudonym, bor.pseudonym, cene.pseudonym, 'nobody-ever-heard-of']
    const gateHome = await home()

    expect(await check(gateHome, people, ...BY_CONSENT)).toMatchObject({
      exitCode: 3,
      json: { permitted: 2, denied: 2, reasons: { 'no-token': 2 } },
      allowed: [ana.pseudonym, bor.pseudonym],
    })

    await withdrawConsent(accord.portal, {
      contributorId: ana.id,
      programmeId: 'lung',
      tier: 'stop',
      snapshot: SNAPSHOT,
    })
    await publishStatusLists(accord.portal)
    at(new Date(time.getTime() + 61_000))
    await publishStatusLists(accord.portal)

    expect(await check(gateHome, people, ...BY_CONSENT)).toMatchObject({
      exitCode: 3,
      json: { reasons: { revoked: 1, 'no-token': 2 } },
      allowed: [bor.pseudonym],
    })
  })

  test('agree on who shares by altruism, for one data use and not for another', async () => {
    const use = await aDataUse(accord, 'lung')
    const other = await aDataUse(accord, 'lung')
    const ana = await aContributor(accord, node.organisationId)
    await preferAltruism(accord.portal, {
      contributorId: ana.id,
      mode: 'include-me',
      choices: CHOICES,
      snapshot: SNAPSHOT,
    })
    const gateHome = await home([use.id, other.id])

    const byAltruism = ['--basis', 'altruism', '--data-use', use.id]
    expect(await check(gateHome, [ana.pseudonym], ...byAltruism)).toMatchObject({ exitCode: 0 })
    expect(await check(gateHome, [ana.pseudonym], ...BY_CONSENT)).toMatchObject({ exitCode: 4 })
  })

  test('agree that a key which is not registered opens nothing', async () => {
    const stranger = await aNode(accord, ['lung'])
    const gateHome = await home()
    await writeFile(join(gateHome, 'private.jwk.json'), JSON.stringify(stranger.privateJwk))

    expect(await gate('sync', '--home', gateHome)).toMatchObject({
      exitCode: 5,
      json: { refused: 'portal-refused', path: 'token_endpoint', status: 401, problem: 'invalid_client' },
    })
  })

  test('agree on the number of a report, also when the gate was set up anew and lost count', async () => {
    const person = await aContributor(accord, node.organisationId)
    await answers(accord, person, 'yes')
    const use = await aDataUse(accord, 'lung', { legalBasis: 'consent' })
    await writeFile(join(folder, 'allowed.csv'), `pseudonym\n${person.pseudonym}\n`)
    const report = async (place: string, tool: string) =>
      gate(
        ...['report', '--home', place, '--data-use', use.id, '--operation', 'training', '--tool', tool],
        ...['--tool-version', '1', '--outcome', 'used', '--subjects', join(folder, 'allowed.csv')],
      )
    const first = await home()
    expect(await report(first, 'one')).toMatchObject({ exitCode: 0, json: { seq: 1 } })
    expect(await report(first, 'two')).toMatchObject({ exitCode: 0, json: { seq: 2 } })

    folder = await temporaryFolder()
    await writeFile(join(folder, 'allowed.csv'), `pseudonym\n${person.pseudonym}\n`)
    const anew = await home()
    expect(await report(anew, 'three')).toMatchObject({ exitCode: 0, json: { seq: 3 } })
    expect(await report(anew, 'four')).toMatchObject({ exitCode: 0, json: { seq: 4 } })
  })
})
