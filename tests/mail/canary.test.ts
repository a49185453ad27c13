import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { MESSAGE_TOPICS } from '#app/domain/message/topics.ts'
import { type Canaries, givenAway } from './given-away.ts'
import { type ToldLife, toldLife } from './told-life.ts'

let life: ToldLife
beforeAll(async () => {
  life = await toldLife()
})
afterAll(() => life.close())

const HEADERS = [
  'from',
  'to',
  'subject',
  'message-id',
  'date',
  'mime-version',
  'content-type',
  'auto-submitted',
  'content-language',
  'list-unsubscribe',
  'list-unsubscribe-post',
]

test('no message of any topic holds who she is, where she is a patient, what she chose or what signs her in', () => {
  expect(life.mails.map(({ subject }) => subject)).toHaveLength(MESSAGE_TOPICS.length)
  for (const mail of life.mails) {
    expect(givenAway(mail, life.canaries), mail.subject).toEqual([])
    expect(mail.headers.map(({ key }) => key).filter((key) => !HEADERS.includes(key))).toEqual([])
  }
})

describe('the look for what is given away', () => {
  const canaries: Canaries = { 'her pseudonym': 'lj-4f9a2c7b1e8d3056' }
  const none = { source: '', subject: '', text: '', html: '' }
  test.each([
    ['as it is', { text: 'It was lj-4f9a2c7b1e8d3056.' }],
    ['in other letters, with gaps', { html: '<b>LJ 4F9A 2C7B 1E8D 3056</b>' }],
    ['cut by a line of quoted-printable', { source: 'It was lj-4f9a2c7b=\r\n1e8d3056' }],
    ['in a part in base64', { source: `\r\n${Buffer.from('X-It: lj-4f9a2c7b1e8d3056').toString('base64')}\r\n` }],
  ])('finds it %s', (_, mail) => {
    expect(givenAway({ ...none, ...mail }, canaries)).toEqual(['her pseudonym'])
  })

  test('finds nothing where nothing is, and takes no empty canary', () => {
    expect(givenAway({ ...none, text: 'There is a question for you' }, canaries)).toEqual([])
    expect(() => givenAway(none, { nobody: '' })).toThrow('nobody')
  })
})
