import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { keyFolder } from '#app/crypto/key-folder.server.ts'
import { newStoredKey } from '#app/crypto/keyring.server.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>

beforeEach(async () => {
  folder = await temporaryFolder('accord-keys-')
})
afterEach(() => folder.remove())

describe('the folder of keys', () => {
  test('can be read while keys come and go', async () => {
    const keys = keyFolder(folder.path)
    const stays = await newStoredKey('receipt+jwt')
    await keys.add(stays)
    const comeAndGo = async () => {
      for (let turn = 0; turn < 30; turn++) {
        const key = await newStoredKey('receipt+jwt')
        await keys.add(key)
        await keys.remove(key.jwk.kid)
      }
    }
    const look = async () => {
      for (let turn = 0; turn < 100; turn++) expect(await keys.read()).toContainEqual(stays)
    }
    await Promise.all([comeAndGo(), comeAndGo(), look(), look()])
    expect(await keys.read()).toEqual([stays])
  })

  test('that is not there holds nothing, and is made with the first key', async () => {
    const keys = keyFolder(join(folder.path, 'keys'))
    expect(await keys.read()).toEqual([])
    const key = await newStoredKey('receipt+jwt')
    await keys.add(key)
    expect(await keys.read()).toEqual([key])
  })

  test('with something in it that is no key is refused rather than read in part', async () => {
    const path = join(folder.path, 'broken.jwk.json')
    await writeFile(path, '{"purpose":')
    await chmod(path, 0o600)
    await expect(keyFolder(folder.path).read()).rejects.toThrow(SyntaxError)
  })
})
