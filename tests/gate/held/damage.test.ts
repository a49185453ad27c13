import { copyFile, open, rename, truncate, writeFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { crew } from '#gate/held/crew.ts'
import { readConsentTokens } from '#gate/home/consent-token-store.ts'
import { trustFrom } from '#gate/home/trust-file.ts'
import { caseWriter } from '#gate/selftest/case-writer.ts'
import { REQUEST, SUBJECT } from '#gate/selftest/good-case.ts'
import { heldHome, stored, storeOf } from '../support/held-home.ts'
import { AT } from '../support/token-case.ts'

const { claims, token, trust } = caseWriter(AT)
const OTHER = 'person-2-7f3kq9x2m4w8'
const GOOD = [stored(SUBJECT, token()), stored(OTHER, token({ claims: { ...claims, sub: OTHER } }))]
const [HEAD = '', FIRST = '', SECOND = ''] = storeOf(GOOD).split('\n')
const QUESTION = { trust: await trustFrom(trust(), 'ttl'), request: REQUEST, at: AT }

describe('a store is refused whole', () => {
  test.each([
    ['cut off in the middle of a line', `${HEAD}\n${FIRST}\n${SECOND.slice(0, -9)}`],
    ['cut off right behind a token', `${HEAD}\n${FIRST}\n${SECOND}`],
    ['cut off between two lines', `${HEAD}\n${FIRST}\n`],
    ['that lost its first line', `${FIRST}\n${SECOND}\n`],
    ['that lost a line in the middle', `${HEAD}\n${SECOND}\n`],
    ['of nothing', ''],
    ['of a line end', '\n'],
    ['of zeros', '\0'.repeat(4096)],
    ['with a line that is no JSON', `${HEAD}\n${FIRST}\nnot a token\n`],
    ['with a line that is no token', `${HEAD}\n${FIRST}\n{"subject":1}\n`],
    ['with a line without an end', `${HEAD}\n${FIRST}\n{"subject":"${'x'.repeat(200_000)}`],
    ['with a line of 200 kB', `${HEAD}\n${FIRST}\n{"subject":"x","consent_token":"${'x'.repeat(200_000)}"}\n`],
    ['with an empty line', `${HEAD}\n${FIRST}\n\n${SECOND}\n`],
  ])('%s', async (_, text) => {
    const home = await heldHome(trust())
    await writeFile(home.store, text)
    await expect(home.open()).rejects.toMatchObject({ code: 'tokens-damaged' })
  })

  test.each([
    ['cut off in the middle of a line', `${HEAD}\n${FIRST}\n${SECOND.slice(0, -9)}`],
    ['cut off between two lines', `${HEAD}\n${FIRST}\n`],
    ['of nothing', ''],
  ])('%s, by a sync too', async (_, text) => {
    const home = await heldHome(trust())
    await writeFile(home.store, text)
    await expect(readConsentTokens(home.store)).rejects.toMatchObject({ code: 'tokens-damaged' })
  })

  test('cut off anywhere, also where it was read whole before', async () => {
    const home = await heldHome(trust())
    await home.write(GOOD)
    await home.outcomes([SUBJECT])
    const { length } = storeOf(GOOD)
    for (let end = 0; end < length; end += 37) {
      await truncate(home.store, length - 1 - end)
      await expect(home.open(), `without its last ${end + 1} bytes`).rejects.toMatchObject({ code: 'tokens-damaged' })
    }
  })

  test('that is not there', async () => {
    const home = await heldHome(trust())
    await expect(home.open()).rejects.toMatchObject({ code: 'target-not-synced' })
  })

  test('that is not a file', async () => {
    const home = await heldHome(trust())
    await copyFile('/dev/null', home.store)
    await expect(home.open()).rejects.toMatchObject({ code: 'tokens-damaged' })
  })
})

test('a store from before the number of its tokens was written into it is still read', async () => {
  const home = await heldHome(trust())
  await writeFile(home.store, `{"cursor":"1"}\n${FIRST}\n${SECOND}\n`)
  expect(await home.outcomes([SUBJECT, OTHER])).toEqual(['permit', 'permit'])
})

describe('while a check runs', () => {
  test('a sync may replace the store: the check goes on with the one that it began with', async () => {
    const home = await heldHome(trust())
    await home.write(GOOD)
    const held = await home.open()
    await writeFile(`${home.store}.new`, storeOf(GOOD.slice(1)))
    await rename(`${home.store}.new`, home.store)
    expect(await held.about(QUESTION)([SUBJECT, OTHER])).toEqual(['permit', 'permit'])
    await held.remember()
    await held.close()
    expect(await home.outcomes([SUBJECT, OTHER])).toEqual(['no-token', 'permit'])
  })

  test('whoever writes over the store makes it one that nobody can vouch for', async () => {
    const home = await heldHome(trust())
    await home.write(GOOD)
    const held = await home.open()
    const file = await open(home.store, 'r+')
    await file.write('x', storeOf(GOOD).length - 20)
    await file.close()
    await expect(held.about(QUESTION)([SUBJECT, OTHER])).rejects.toMatchObject({ code: 'tokens-damaged' })
    await held.close()
  })

  test('whoever cuts the store does too', async () => {
    const home = await heldHome(trust())
    await home.write(GOOD)
    const held = await home.open()
    await truncate(home.store, 100)
    await expect(held.about(QUESTION)([SUBJECT])).rejects.toMatchObject({ code: 'tokens-damaged' })
    await held.close()
  })
})

describe('a thread that ends before it has answered', () => {
  const nowhere = { does: 'digest' as const, fd: -1, block: { from: 0, until: 1 } }

  test('ends the work of all', async () => {
    const threads = crew(2)
    await expect(threads.do([nowhere, nowhere, nowhere])).rejects.toMatchObject({ code: 'worker-lost' })
    await threads.dismiss()
  })

  test('is not waited for when there is more to do', async () => {
    const threads = crew(2)
    await threads.do([nowhere, nowhere]).catch(() => undefined)
    await expect(threads.do([nowhere, nowhere])).rejects.toMatchObject({ code: 'worker-lost' })
    await threads.dismiss()
  })

  test('is replaced once it was dismissed', async () => {
    const home = await heldHome(trust())
    await home.write(GOOD)
    const held = await home.open()
    await held.rest()
    expect(await held.about(QUESTION)([SUBJECT])).toEqual(['permit'])
    await held.close()
  })
})
