import { expect, test } from 'vitest'
import { trustFrom } from '#gate/home/trust-file.ts'
import { statusOfTokens } from './support/status-of-tokens.ts'

const ONE_DAY = 86_400_000

test('a list that ends while a long check still holds it is refused from then on', async () => {
  const [given] = statusOfTokens()
  if (!given) throw new Error('there is no case')
  const [uri = ''] = Object.keys(given.trust.status_lists)
  const { statusLists } = await trustFrom(given.trust, 'exp')

  await expect(statusLists.read(uri, given.at)).resolves.toMatchObject({ uri })
  await expect(statusLists.read(uri, new Date(given.at.getTime() + ONE_DAY))).rejects.toMatchObject({
    reason: 'status-list-stale',
  })
})
