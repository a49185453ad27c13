import { describe, expect, test } from 'vitest'
import { mailAddress, oneMoreNumber } from '#app/domain/message/address.ts'
import { isAddressRefused } from '#app/domain/message/delivery.ts'
import { letterDue } from '#app/domain/message/letter-due.ts'
import { removalNews } from '#app/domain/message/removal-news.ts'
import { KIND_OF, MESSAGE_KINDS } from '#app/domain/message/topics.ts'

const AT = new Date('2026-11-23T12:00:00Z')
const later = (ms: number) => new Date(AT.getTime() + ms)

describe('an address', () => {
  test.each([
    'ana',
    '@mail.example',
    'ana@mail',
    'ana@mail.example, boris@mail.example',
    'ana@mail.example\r\nBcc: boris@mail.example',
    '<ana@mail.example>',
    'ana@@mail.example',
    'ana@mail..example',
    'ana mail@mail.example',
    '"ana;"@mail.example',
    `${'a'.repeat(250)}@mail.example`,
    'ana@[127.0.0.1]',
    'ana@-mail.example',
  ])('is not %j', (text) => {
    expect(mailAddress(text)).toEqual({ ok: false, refusal: 'mail-address-not-readable' })
  })

  test.each(['ana@mail.example', 'ana.novak+accord@mail-2.example', 'άννα@ταχυδρομείο.example'])(
    'may be %s',
    (text) => {
      expect(mailAddress(text)).toEqual({ ok: true, event: text })
    },
  )

  test('is sent numbers five times a day, and again the day after', () => {
    expect(oneMoreNumber({ count: 5, since: AT }, later(86_399_999))).toMatchObject({ refusal: 'mail-numbers-used-up' })
    expect(oneMoreNumber({ count: 5, since: AT }, later(86_400_000))).toMatchObject({ event: { count: 1 } })
    expect(oneMoreNumber({ count: 4, since: AT }, later(1))).toMatchObject({ event: { count: 5, since: AT } })
  })
})

describe('a letter is due', () => {
  const her = { verifiedAt: AT, undeliverableAt: null, kinds: MESSAGE_KINDS }
  const about = (topic: Parameters<typeof letterDue>[0]['topic']) => ({ topic, about: null, removals: [] })

  test.each(Object.entries(KIND_OF))('about %s to nobody who did not ask for %s', (topic, kind) => {
    const kinds = MESSAGE_KINDS.filter((one) => one !== kind)
    expect(letterDue(about(topic as keyof typeof KIND_OF), { ...her, kinds })).toBeNull()
  })

  test('to nobody without an address that is confirmed and takes mail', () => {
    expect(letterDue(about('letter-used'), null)).toBeNull()
    expect(letterDue(about('letter-used'), { ...her, verifiedAt: null })).toBeNull()
    expect(letterDue(about('letter-used'), { ...her, undeliverableAt: AT })).toBeNull()
    expect(letterDue(about('letter-used'), her)).toBe('letter-used')
  })

  test('with a number only while there is something to confirm', () => {
    expect(letterDue(about('address-number'), { ...her, verifiedAt: null })).toBe('address-number')
    expect(letterDue(about('address-number'), her)).toBeNull()
  })
})

describe('of a removal is told', () => {
  const step = (id: string, outcome: 'removed' | 'nothing-held' | 'not-possible' | null, ms: number) => ({
    id,
    outcome,
    answeredAt: outcome && later(ms),
  })

  test.each([
    ['nothing while another is still to answer', [step('a', 'removed', 1), step('b', null, 0)], 'a', null],
    ['nothing by the first of two that are done', [step('a', 'removed', 1), step('b', 'nothing-held', 2)], 'a', null],
    ['that all is done, by the last', [step('a', 'removed', 1), step('b', 'nothing-held', 2)], 'b', 'removal-done'],
    ['by one of two at the same moment', [step('a', 'removed', 1), step('b', 'removed', 1)], 'a', null],
    ['at once that one could not', [step('a', 'not-possible', 1), step('b', null, 0)], 'a', 'removal-not-possible'],
    [
      'nothing more by the last, when one could not',
      [step('a', 'not-possible', 1), step('b', 'removed', 2)],
      'b',
      null,
    ],
    ['nothing about a task that is not there', [step('a', 'removed', 1)], 'c', null],
  ] as const)('%s', (_, steps, answered, news) => {
    expect(removalNews(steps, answered)).toBe(news)
  })
})

test.each([
  [550, null, 'RCPT TO', true],
  [553, null, 'RCPT TO', true],
  [550, '5.1.1', 'RCPT TO', true],
  [556, '5.1.10', 'RCPT TO', true],
  [450, null, 'RCPT TO', false],
  [450, '4.2.1', 'RCPT TO', false],
  [550, null, 'MAIL FROM', false],
  [550, '5.1.1', 'DATA', false],
  [535, null, 'AUTH PLAIN', false],
  [554, null, 'DATA', false],
  [null, null, 'CONN', false],
  [null, null, null, false],
])('%s %s to %s ends an address: %s', (code, status, command, ends) => {
  expect(isAddressRefused({ code, status, command })).toBe(ends)
})

test.each([
  ['does not relay for us', 554, '5.7.1'],
  ['does not relay for us, and says so as of a mailbox', 550, '5.7.1'],
  ['knows no domain that we send from', 550, '5.1.8'],
  ['wants us to sign in', 530, '5.7.0'],
  ['has no room', 552, '5.2.2'],
  ['failed', 554, null],
])('a server that %s ends nobody’s address', (_, code, status) => {
  expect(isAddressRefused({ code, status, command: 'RCPT TO' })).toBe(false)
})
