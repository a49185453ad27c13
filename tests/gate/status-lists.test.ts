import { expect, test } from 'vitest'
import { trustFrom } from '#gate/home/trust-file.ts'
import { caseWriter } from '#gate/selftest/case-writer.ts'
import { AT } from './support/token-case.ts'

const ONE_DAY = 86_400_000

test('a list that ends while a long check still holds it is refused from then on', async () => {
  const given = caseWriter(AT).permitted('a token', {})
  const [uri = ''] = Object.keys(given.trust.status_lists)
  const { statusLists } = await trustFrom(given.trust, 'exp')

  await expect(statusLists.read(uri, given.at)).resolves.toMatchObject({ uri })
  await expect(statusLists.read(uri, new Date(given.at.getTime() + ONE_DAY))).rejects.toMatchObject({
    reason: 'status-list-stale',
  })
})
