import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checked, type TestNode, testNode } from './support/test-node.ts'

const ANA = 'ana-7f3kq9x2m4w8'
const BOR = 'bor-2k8s6d1f0g5h'
const CENE = 'cene-9p3o7i2u1y6t'

async function nodeWith(...people: string[]): Promise<TestNode> {
  const node = await testNode()
  node.portal.permit(...people.map((subject, index) => ({ subject, idx: index + 1 })))
  return node
}

describe('a check', () => {
  test('hands on the rows of everyone permitted, whole, and ends with 0', async () => {
    const node = await nodeWith(ANA, BOR)
    const { exitCode, json, allowed } = await checked(node, [ANA, BOR, ANA])

    expect(exitCode).toBe(0)
    expect(json).toMatchObject({ checked: 3, permitted: 3, denied: 0, knowledge: { age_seconds: 0, mode: 'online' } })
    expect(allowed).toBe(`pseudonym,scan\n${ANA},scan-0\n${BOR},scan-1\n${ANA},scan-2\n`)
  })

  test('ends with 3 where some are denied, and says why only when asked', async () => {
    const node = await nodeWith(ANA)

    const plain = await checked(node, [ANA, BOR])
    expect(plain).toMatchObject({ exitCode: 3, allowed: `pseudonym,scan\n${ANA},scan-0\n` })
    expect(plain.json).not.toHaveProperty('reasons')
    const explained = await checked(node, [ANA, BOR], '--explain')
    expect(explained.json).toMatchObject({ permitted: 1, denied: 1, reasons: { 'no-token': 1 } })
  })

  test('ends with 4 where nobody is permitted, and hands on an empty list', async () => {
    const node = await nodeWith(ANA)
    expect(await checked(node, [BOR, CENE])).toMatchObject({ exitCode: 4, allowed: 'pseudonym,scan\n' })
  })

  test('of nobody ends with 4', async () => {
    expect(await checked(await nodeWith(ANA), [])).toMatchObject({ exitCode: 4, json: { checked: 0 } })
  })

  test('denies a person who withdrew as soon as the list is a minute old', async () => {
    const node = await nodeWith(ANA, BOR)
    await checked(node, [ANA])
    node.portal.revoke(1)
    node.wait(60)

    expect(await checked(node, [ANA, BOR], '--explain')).toMatchObject({
      exitCode: 3,
      json: { reasons: { revoked: 1 } },
      allowed: `pseudonym,scan\n${BOR},scan-1\n`,
    })
  })

  test('asks the portal for nothing while what is known is fresh', async () => {
    const node = await nodeWith(ANA)
    await node.run('sync')
    const asked = node.portal.asked.length
    node.wait(59)

    expect(await checked(node, [ANA])).toMatchObject({ exitCode: 0, json: { knowledge: { age_seconds: 59 } } })
    expect(node.portal.asked).toHaveLength(asked)
  })

  test('asks again sooner where a list is good for less than a minute', async () => {
    const node = await nodeWith(ANA)
    node.portal.levers.ttl = 5
    await node.run('sync')
    const asked = node.portal.asked.length
    node.wait(5)

    expect((await checked(node, [ANA])).exitCode).toBe(0)
    expect(node.portal.asked.length).toBeGreaterThan(asked)
  })

  test('knows people by the column subject, by a named column and by the first one', async () => {
    const node = await nodeWith(ANA, BOR)
    await node.write('a.csv', `scan,Subject\n1,${ANA}\n`)
    await node.write('b.csv', `scan;oznaka\n1;${ANA}\n`)
    await node.write('c.csv', `id,scan\n${ANA},1\n`)
    const out = ['--out', join(node.folder, 'allowed.csv')]

    expect((await node.run('check WANTED', ...out, '--cohort', join(node.folder, 'a.csv'))).exitCode).toBe(0)
    expect(
      (await node.run('check WANTED --column oznaka --delimiter ;', ...out, '--cohort', join(node.folder, 'b.csv')))
        .exitCode,
    ).toBe(0)
    expect(await node.read('allowed.csv')).toBe(`scan;oznaka\n1;${ANA}\n`)
    expect((await node.run('check WANTED', ...out, '--cohort', join(node.folder, 'c.csv'))).exitCode).toBe(0)
  })

  test('of a bare column of pseudonyms checks its first line too', async () => {
    const node = await nodeWith(BOR)
    const cohort = await node.write('bare.csv', `${ANA}\n${BOR}\n`)

    const { exitCode } = await node.run('check WANTED', '--cohort', cohort, '--out', join(node.folder, 'allowed.csv'))
    expect(exitCode).toBe(3)
    expect(await node.read('allowed.csv')).toBe(`${BOR}\n`)
  })

  test('keeps quoted cells as they are, with commas, quotes, line breaks and letters of any language', async () => {
    const node = await nodeWith(ANA)
    const row = `${ANA},"Ljubljana, ""Onkološki""\nstavba Č",42\n`
    const cohort = await node.write('quoted.csv', `\uFEFFpseudonym,place,n\r\n${row}\r\n`)

    expect(
      (await node.run('check WANTED', '--cohort', cohort, '--out', join(node.folder, 'allowed.csv'))).exitCode,
    ).toBe(0)
    expect(await node.read('allowed.csv')).toBe(`pseudonym,place,n\n${row}`)
  })

  test('prints its summary as CSV', async () => {
    const { output } = await checked(await nodeWith(ANA), [ANA, BOR], '--format', 'csv', '--explain')
    expect(output).toContain('permitted,1\n')
    expect(output).toContain('mode,online\n')
    expect(output).toContain('reasons.no-token,1\n')
  })
})

describe('with the cable pulled', () => {
  async function cutOff(): Promise<TestNode> {
    const node = await nodeWith(ANA, BOR)
    await node.run('sync')
    node.portal.levers.down = true
    return node
  }

  test('an online check past the minute refuses: exit code 5 and no list', async () => {
    const node = await cutOff()
    node.wait(61)
    expect(await checked(node, [ANA])).toMatchObject({
      exitCode: 5,
      json: { refused: 'portal-unreachable' },
      allowed: null,
    })
  })

  test('an offline check relies on what is held and prints its age', async () => {
    const node = await cutOff()
    node.wait(3 * 3600)
    expect(await checked(node, [ANA], '--offline')).toMatchObject({
      exitCode: 0,
      json: { knowledge: { as_of: '2026-09-15T10:00:00.000Z', age_seconds: 10_800, mode: 'offline' } },
    })
  })

  test('an offline check refuses what is older than it was told to accept', async () => {
    const node = await cutOff()
    node.wait(3601)
    expect(await checked(node, [ANA], '--offline', '--max-age', '1h')).toMatchObject({
      exitCode: 5,
      json: { refused: 'knowledge-too-old', knowledge: { age_seconds: 3601 } },
      allowed: null,
    })
    expect(await checked(node, [ANA], '--offline', '--max-age', '2h')).toMatchObject({ exitCode: 0 })
  })

  test("an offline check refuses once the lists' own end has come", async () => {
    const node = await cutOff()
    node.wait(86_400)
    expect(await checked(node, [ANA], '--offline')).toMatchObject({
      exitCode: 5,
      json: { refused: 'knowledge-stale', reasons: { 'status-list-stale': 1 } },
      allowed: null,
    })
  })

  test('an offline check refuses when the clock was set back', async () => {
    const node = await cutOff()
    node.wait(-3600)
    expect(await checked(node, [ANA], '--offline')).toMatchObject({ exitCode: 5, allowed: null })
    expect(await checked(node, [CENE], '--offline')).toMatchObject({ exitCode: 5, json: { clock: 'set back' } })
  })

  test('a node that never synced knows nothing', async () => {
    const node = await nodeWith(ANA)
    expect(await checked(node, [ANA], '--offline')).toMatchObject({
      exitCode: 5,
      json: { refused: 'never-synced' },
      allowed: null,
    })
  })
})

describe('a check that fails leaves no list behind that looks valid', () => {
  async function nodeWithEarlierList(): Promise<TestNode> {
    const node = await nodeWith(ANA)
    expect((await checked(node, [ANA])).allowed).not.toBeNull()
    return node
  }

  test('when the portal is down', async () => {
    const node = await nodeWithEarlierList()
    node.portal.levers.down = true
    node.wait(61)
    expect(await checked(node, [ANA])).toMatchObject({ exitCode: 5, allowed: null })
  })

  test('when a code is mistyped', async () => {
    const node = await nodeWithEarlierList()
    expect(await checked(node, [ANA], '--purpose', 'ai-developement')).toMatchObject({ exitCode: 2, allowed: null })
  })

  test('when an option is mistyped', async () => {
    const node = await nodeWithEarlierList()
    expect(await checked(node, [ANA], '--oflline')).toMatchObject({ exitCode: 2, allowed: null })
  })

  test('when the cohort breaks off in the middle', async () => {
    const node = await nodeWithEarlierList()
    const cohort = await node.write('broken.csv', `pseudonym,scan\n${ANA},1\n${ANA},"never closed\n`)
    const { exitCode } = await node.run('check WANTED', '--cohort', cohort, '--out', join(node.folder, 'allowed.csv'))
    expect(exitCode).toBe(5)
    expect(await node.read('allowed.csv')).toBeNull()
    expect((await readdir(node.folder)).filter((name) => name.includes('unfinished'))).toEqual([])
  })

  test('when the cohort is not there', async () => {
    const node = await nodeWithEarlierList()
    const files = ['--cohort', join(node.folder, 'nowhere.csv'), '--out', join(node.folder, 'allowed.csv')]
    expect(await node.run('check WANTED', ...files)).toMatchObject({
      exitCode: 5,
      json: { refused: 'cohort-unreadable' },
    })
    expect(await node.read('allowed.csv')).toBeNull()
  })

  test.each(['trust.json', 'consent-tokens/consent-lung.ndjson'])('when %s is damaged', async (file) => {
    const node = await nodeWithEarlierList()
    await writeFile(join(node.home, 'state', file), '{"half a')
    expect(await checked(node, [ANA], '--offline')).toMatchObject({ exitCode: 5, allowed: null })
  })

  test('when the node belongs to another portal than what it knows', async () => {
    const node = await nodeWithEarlierList()
    const config = { portal: 'https://other.example', client_id: 'node-1', programmes: ['lung'] }
    await writeFile(join(node.home, 'config.json'), JSON.stringify(config))
    expect(await checked(node, [ANA], '--offline')).toMatchObject({
      exitCode: 5,
      json: { refused: 'issuer-wrong' },
      allowed: null,
    })
  })
})

describe('a check refuses', () => {
  test("a token that the portal handed out under another person's name", async () => {
    const node = await testNode()
    node.portal.permit({ subject: ANA, idx: 1, claims: { sub: BOR } })
    expect(await checked(node, [ANA], '--explain')).toMatchObject({
      exitCode: 4,
      json: { reasons: { 'subject-wrong': 1 } },
    })
  })

  test('a token for another node', async () => {
    const node = await testNode()
    node.portal.permit({ subject: ANA, idx: 1, claims: { aud: 'node-2' } })
    expect(await checked(node, [ANA], '--explain')).toMatchObject({
      exitCode: 4,
      json: { reasons: { 'audience-wrong': 1 } },
    })
  })

  test('a programme that this node never synced', async () => {
    const node = await nodeWith(ANA)
    expect(await checked(node, [ANA], '--programme', 'breast')).toMatchObject({
      exitCode: 5,
      json: { refused: 'target-not-synced' },
      allowed: null,
    })
  })

  test('all data use where one list cannot be verified', async () => {
    const node = await nodeWith(ANA)
    const uri = `${node.portal.url}/status-lists/2`
    node.portal.permit({ subject: BOR, idx: 2, claims: { status: { status_list: { idx: 2, uri } } } })
    expect(await checked(node, [ANA, BOR])).toMatchObject({
      exitCode: 5,
      json: { refused: 'knowledge-stale' },
      allowed: null,
    })
  })

  test('to write over the cohort', async () => {
    const node = await nodeWith(ANA)
    const cohort = await node.write('cohort.csv', `pseudonym\n${ANA}\n`)
    expect((await node.run('check WANTED', '--cohort', cohort, '--out', cohort)).exitCode).toBe(2)
    expect(await node.read('cohort.csv')).toContain(ANA)
    await symlink(cohort, join(node.folder, 'link.csv'))
    expect((await node.run('check WANTED', '--cohort', cohort, '--out', join(node.folder, 'link.csv'))).exitCode).toBe(
      2,
    )
    expect(await node.read('cohort.csv')).toContain(ANA)
  })

  test('to write over a folder', async () => {
    const node = await nodeWith(ANA)
    await mkdir(join(node.folder, 'allowed.csv'))
    expect((await checked(node, [ANA])).exitCode).toBe(2)
  })

  test.each([
    ['a basis that nobody knows', ['--basis', 'contract']],
    ['altruism without a data use', ['--basis', 'altruism']],
    ['a region that nobody knows', ['--region', 'mars']],
    ['data that nobody knows', ['--data', 'imaging-ct,genome']],
    ['an age that is none', ['--max-age', 'soon']],
    ['a format that nobody knows', ['--format', 'xml']],
    ['half of a period of acquisition', ['--acquired-from', '2026-01-01']],
    ['a day that the calendar lacks', ['--acquired-from', '2026-02-30', '--acquired-until', '2026-03-01']],
    ['more than it was asked for', ['surplus']],
  ])('%s, with exit code 2', async (_, options) => {
    expect(await checked(await nodeWith(ANA), [ANA], ...options)).toMatchObject({ exitCode: 2, allowed: null })
  })
})

test('verify answers for one token with the verdict and the age of what it rests on', async () => {
  const node = await nodeWith(ANA)
  await node.run('sync')
  const [, line = ''] = (await node.read('home/state/consent-tokens/consent-lung.ndjson'))?.split('\n') ?? []
  const { consent_token } = JSON.parse(line)

  expect(await node.run('verify WANTED', consent_token)).toMatchObject({
    exitCode: 0,
    json: { outcome: 'permit', subject: ANA, provision: 0, knowledge: { mode: 'online' } },
  })
  expect(await node.run('verify WANTED --offline', `${consent_token}x`)).toMatchObject({
    exitCode: 4,
    json: { outcome: 'deny', reason: 'token-malformed' },
  })
  node.wait(86_400)
  expect(await node.run('verify WANTED --offline', consent_token)).toMatchObject({
    exitCode: 5,
    json: { outcome: 'deny', reason: 'status-list-stale' },
  })
})
