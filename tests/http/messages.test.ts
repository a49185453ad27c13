import { beforeAll, expect, test } from 'vitest'
import { endingToken } from '#app/crypto/mail-address.server.ts'
import { MESSAGE_KINDS } from '#app/domain/message/topics.ts'
import { readMessageWishes } from '#app/services/read-message-wishes.server.ts'
import { findMailAddress } from '#db/queries/mail-addresses.server.ts'
import { contributorWorld, place } from '#tests/support/contributor-world.ts'
import { givesAddress, hasAddress } from '#tests/support/mail-address.ts'

const her = contributorWorld()
const MAIL = { smtpUrl: 'smtp://127.0.0.1:1', from: 'accord@accord.example' }

beforeAll(() => {
  her.accord.portal.settings.mail = MAIL
})

const wishes = () => readMessageWishes(her.accord.portal, her.person.id)
const post = (fields: Record<string, string>) => her.browser.post('/en/messages', fields)

test('an address is given, confirmed, chosen about and deleted on one page', async () => {
  const given = await post({ act: 'give', address: 'ana@mail.example', kinds: 'reminder' })
  expect([given.status, place(given)]).toEqual([303, '/en/messages'])
  expect(await her.read('/en/messages')).toContain('Type the number that we sent you')
  const wrong = await post({ act: 'confirm', number: 'abc' })
  expect([wrong.status, (await wrong.text()).includes('This is not the number that we sent')]).toEqual([422, true])

  const number = await givesAddress(her.accord, her.person.id, { text: 'ana@mail.example', kinds: ['reminder'] })
  await post({ act: 'confirm', number: ` ${number.slice(0, 3)} ${number.slice(3)} ` })
  const page = await her.read('/en/messages')
  expect(page).toContain('We write to ana@mail.example.')
  const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
  expect(ids, 'each label has a field of its own').toEqual([...new Set(ids)])
  expect(place(await post({ act: 'choose', kinds: 'asked' }))).toBe('/en/messages?saved')
  expect(await wishes()).toMatchObject({ kinds: ['asked'], state: 'confirmed' })
  await post({ act: 'choose' })
  expect(await wishes()).toMatchObject({ kinds: [] })
  await post({ act: 'delete' })
  expect(await wishes()).toBeNull()
})

test.each([
  [{ act: 'give', address: 'nowhere', kinds: 'asked' }, 'This does not look like an e-mail address'],
  [{ act: 'give', address: 'ana@mail.example' }, 'Please tick at least one'],
])('%o is asked again', async (fields, said) => {
  const again = await post(fields as unknown as Record<string, string>)
  expect([again.status, (await again.text()).includes(said)]).toEqual([422, true])
  expect(await wishes()).toBeNull()
})

test('messages end by one tap of a mail program, without sign-in, cookie or our own page', async () => {
  await hasAddress(her.accord, her.person.id)
  const address = await her.accord.portal.db.as({ subject: her.person.id }, (tx) => findMailAddress(tx, her.person.id))
  const token = endingToken(her.accord.portal.secrets.pepper, address?.addressId ?? '')
  const looked = await fetch(`${her.server.url}/en/no-messages/${token}`)
  expect([looked.status, (await wishes())?.kinds]).toEqual([200, MESSAGE_KINDS])

  const oneClick = (path: string) => {
    const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' })
    return fetch(her.server.url + path, { method: 'POST', body, headers: { 'Sec-Fetch-Site': 'cross-site' } })
  }
  const ended = await oneClick(`/en/no-messages/${token}`)
  expect([ended.status, (await wishes())?.kinds]).toEqual([200, []])
  const nobodys = await oneClick(`/en/no-messages/${'x'.repeat(43)}`)
  const said = async (answer: Response, secret: string) => (await answer.text()).replaceAll(secret, '')
  expect(await said(nobodys, 'x'.repeat(43))).toBe(await said(ended, token))
  expect((await oneClick('/en/messages')).status).toBe(403)
})

test('where no mail server is set, nobody is asked for an address', async () => {
  her.accord.portal.settings.mail = null
  expect(await her.read('/en/messages')).toContain('This portal sends no e-mails.')
  expect((await post({ act: 'give', address: 'ana@mail.example', kinds: 'asked' })).status).toBe(404)
  her.accord.portal.settings.mail = MAIL
})

test('the mailbox is the demo’s alone', async () => {
  const status = async () => (await her.browser.get('/en/mailbox')).status
  expect(await status()).toBe(404)
  const mail = {
    id: '1',
    to: 'ana@mail.example',
    language: 'en',
    subject: 'A subject',
    text: 'A subject\n\nGo: https://accord.example',
  }
  her.accord.portal.demoMailbox = () => [mail]
  expect([await status(), (await her.read('/en/mailbox')).includes('<a href="https://accord.example">Go</a>')]).toEqual(
    [200, true],
  )
  her.accord.portal.settings.demo = false
  expect(await status()).toBe(404)
  her.accord.portal.settings.demo = true
})
