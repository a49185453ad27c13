import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { MessageKind, ToldTopic } from '#app/domain/message/topics.ts'
import { overSmtp } from '#app/mail/open-post.server.ts'
import { answerRemovalTask } from '#app/services/answer-removal-task.server.ts'
import { askAgain } from '#app/services/ask-again.server.ts'
import { chooseMessages, deleteMailAddress, endMessages } from '#app/services/choose-messages.server.ts'
import { claimInvitation } from '#app/services/claim-invitation.server.ts'
import { closeAccount } from '#app/services/close-account.server.ts'
import { confirmMailAddress } from '#app/services/confirm-mail-address.server.ts'
import { giveMailAddress } from '#app/services/give-mail-address.server.ts'
import { listRemovalTasks } from '#app/services/list-removal-tasks.server.ts'
import { openStatusLists } from '#app/services/publish-status-lists.server.ts'
import { readMessageWishes } from '#app/services/read-message-wishes.server.ts'
import type { Deliver } from '#app/services/send-message.server.ts'
import { sendMessages } from '#app/services/send-messages.server.ts'
import { sweep } from '#app/services/sweep.server.ts'
import { withdrawConsent } from '#app/services/withdraw-consent.server.ts'
import { type MessageQueue, openMessageQueue } from '#db/message-queue.server.ts'
import { putMessages } from '#db/queries/messages.server.ts'
import { findStanding } from '#db/queries/standings.server.ts'
import { formVersions } from '#db/schema/index.ts'
import { answers } from '#tests/support/act.ts'
import {
  aContributor,
  aForm,
  aNode,
  aProgramme,
  SNAPSHOT,
  type TestContributor,
  type TestNode,
} from '#tests/support/build.ts'
import { aLetter } from '#tests/support/letters.ts'
import { givesAddress, hasAddress } from '#tests/support/mail-address.ts'
import { type MailServer, type ReceivedMail, startMailServer } from '#tests/support/mail-server.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'

let accord: TestPortal
let node: TestNode
let other: TestNode
let server: MailServer
let queue: MessageQueue
let deliver: Deliver
let person: TestContributor

beforeAll(async () => {
  accord = await testPortal()
  await aProgramme(accord)
  await openStatusLists(accord.portal)
  node = await aNode(accord, ['lung'])
  other = await aNode(accord, ['lung'], 'PT')
  queue = await openMessageQueue(accord.portal.settings.databaseUrl, (error) => {
    throw error
  })
})
afterAll(async () => {
  await queue.close()
  await accord.close()
})
beforeEach(async () => {
  accord.setTime(null)
  server = await startMailServer()
  deliver = await delivering()
  person = await aContributor(accord, node.organisationId)
  return async () => {
    await sends()
    await server.close()
  }
})

function delivering(rules = {}): Promise<Deliver> {
  const mail = { smtpUrl: server.url, from: 'Accord <no-reply@accord.example>' }
  return overSmtp({ ...accord.portal.settings, mail }, rules)
}

/** A round of the worker, in which whatever failed before is due again. */
async function sends(): Promise<void> {
  await asOwner(`update pgboss.job set start_after = now() where state = 'retry'`)
  await sendMessages(accord.portal, { queue, deliver })
}

async function happens(topic: ToldTopic = 'letter-used', to = person): Promise<void> {
  await accord.portal.db.as('public', (tx) => putMessages(tx, { people: [to.id], topic }, accord.portal.clock.now()))
}

/** She has an address, and the mail with its number is out of the way. */
async function isWrittenTo(kinds?: readonly MessageKind[], who = person): Promise<void> {
  await hasAddress(accord, who.id, kinds)
  await sends()
  server.received.length = 0
}

/** What ends all messages to whoever got this one. */
function endingOf(mail: ReceivedMail | undefined): string {
  const { value = '' } = mail?.headers.find(({ key }) => key === 'list-unsubscribe') ?? {}
  return /\/no-messages\/([\w-]+)>$/.exec(value)?.[1] ?? ''
}

const subjects = () => server.received.map(({ subject }) => subject)
const asOwner = (statement: string) => accord.owner.as('public', (tx) => tx.execute(sql.raw(statement)))

describe('an address', () => {
  test('gets its number and nothing else until the number is typed', async () => {
    const number = await givesAddress(accord, person.id)
    await happens()
    await sends()
    expect(subjects()).toEqual(['Your number for Accord'])
    expect(server.received[0]?.text).toContain(number)

    const wrong = number === '000000' ? '000001' : '000000'
    expect(await confirm(wrong)).toMatchObject({ refusal: 'mail-number-wrong' })
    expect(await confirm(number)).toMatchObject({ ok: true })
    await happens()
    await sends()
    expect(subjects()).toEqual(['Your number for Accord', 'Somebody has used your letter'])
  })

  test('is written to in the language in which it was given', async () => {
    await givesAddress(accord, person.id, { language: 'uk' })
    await sends()
    expect(subjects()).toEqual(['Ваш номер для Accord'])
  })

  test('is not confirmed by the right number after five wrong ones, nor half an hour later', async () => {
    const number = await givesAddress(accord, person.id)
    for (let tried = 0; tried < 5; tried++) await confirm('wrong')
    expect(await confirm(number)).toMatchObject({ refusal: 'mail-number-expired' })

    const another = await givesAddress(accord, person.id)
    accord.setTime(new Date(Date.now() + 31 * 60_000))
    expect(await confirm(another)).toMatchObject({ refusal: 'mail-number-expired' })
  })

  test('is given five times a day at most, also when it is deleted in between', async () => {
    for (let given = 0; given < 5; given++) {
      await givesAddress(accord, person.id)
      await deleteMailAddress(accord.portal, person.id)
    }
    const sixth = { contributorId: person.id, text: 'somebody@else.example', kinds: ['asked'] as const, language: 'en' }
    expect(await giveMailAddress(accord.portal, sixth)).toMatchObject({ refusal: 'mail-numbers-used-up' })
  })

  test('that was deleted is not confirmed by its number', async () => {
    const number = await givesAddress(accord, person.id)
    await deleteMailAddress(accord.portal, person.id)
    expect(await confirm(number)).toMatchObject({ refusal: 'mail-number-expired' })
  })

  test('that is not asked to be written to about anything is not kept', async () => {
    const empty = { contributorId: person.id, text: 'ana@mail.example', kinds: [], language: 'en' }
    expect(await giveMailAddress(accord.portal, empty)).toMatchObject({ refusal: 'message-kind-required' })
    expect(await readMessageWishes(accord.portal, person.id)).toBeNull()
  })

  test('stands nowhere in the database as it was typed', async () => {
    await isWrittenTo()
    await happens()
    const [dump] = await asOwner(
      `select query_to_xml('select * from mail_addresses', true, true, '')::text
         || query_to_xml('select * from messages', true, true, '')::text
         || query_to_xml('select * from pgboss.job', true, true, '')::text as text`,
    )
    expect(String(dump?.text)).not.toContain('mail.example')
    expect(String(dump?.text)).toContain(person.id)
  })

  const confirm = (number: string) => confirmMailAddress(accord.portal, { contributorId: person.id, number })
})

describe('a mail server', () => {
  test('that fails in every way, and recovers, gets each message, the same one each time', async () => {
    await isWrittenTo()
    await happens()
    server.moods.push('mailbox-busy', 'relay-denied', 'text-busy', 'text-refused', 'drops-after-data', 'takes-it')
    for (let round = 0; round < 8; round++) await sends()

    // It took the one whose connection broke, which nobody on our side can know: the second is the same, byte for byte.
    const [first, second, ...more] = server.received
    expect(more).toEqual([])
    expect(first?.messageId).toMatch(/^<[0-9a-f-]{36}@/)
    expect(second?.source).toBe(first?.source)
  })

  test('that is away altogether loses nothing', async () => {
    await isWrittenTo()
    await happens()
    const back = deliver
    deliver = await overSmtp({
      ...accord.portal.settings,
      mail: { smtpUrl: 'smtp://127.0.0.1:1', from: 'a@b.example' },
    })
    await sends()
    deliver = back
    await sends()
    expect(subjects()).toHaveLength(1)
  })

  test('that stalls holds up neither a withdrawal nor, once it is given up, the message', async () => {
    await answers(accord, person, 'yes')
    await isWrittenTo()
    await happens()
    server.moods.push('stalls')
    const order: string[] = []
    const round = sends().then(() => order.push('the mail server was given up'))
    await server.stalled()
    await withdrawConsent(accord.portal, {
      contributorId: person.id,
      programmeId: 'lung',
      tier: 'stop',
      snapshot: SNAPSHOT,
    })
    const { consents } = await accord.portal.db.as({ subject: person.id }, (tx) => findStanding(tx, person.id))
    order.push(`the consent is ${consents.lung?.state}`)
    server.letGo()
    await round
    expect(order).toEqual(['the consent is withdrawn', 'the mail server was given up'])
    await sends()
    expect(subjects()).toEqual(['Somebody has used your letter'])
  })

  test('that takes connections and says nothing is cut off, and the message stays', async () => {
    await isWrittenTo()
    await happens()
    const silent = createServer(() => {}).listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const speaking = deliver
    const smtpUrl = `smtp://127.0.0.1:${(silent.address() as AddressInfo).port}`
    const settings = { ...accord.portal.settings, mail: { smtpUrl, from: 'accord@accord.example' } }
    deliver = await overSmtp(settings, { deadlineMs: 50 })
    await sends()
    silent.close()
    deliver = speaking
    await sends()
    expect(subjects()).toHaveLength(1)
  })

  test('that knows no such mailbox is not asked again, and the person reads why', async () => {
    await isWrittenTo()
    await happens()
    server.moods.push('mailbox-refused')
    await sends()
    await happens()
    await sends()
    expect(subjects()).toEqual([])
    expect(await readMessageWishes(accord.portal, person.id)).toMatchObject({ state: 'undeliverable' })
  })

  test('is spoken to by one of two workers', async () => {
    await isWrittenTo()
    await happens()
    const second = await openMessageQueue(accord.portal.settings.databaseUrl, () => {})
    await Promise.all([sends(), sendMessages(accord.portal, { queue: second, deliver })])
    await sends()
    await second.close()
    expect(subjects()).toHaveLength(1)
  })
})

describe('a message is not sent', () => {
  test('about what did not happen after all', async () => {
    await isWrittenTo()
    const failed = accord.portal.db.as('public', async (tx) => {
      await putMessages(tx, { people: [person.id], topic: 'letter-used' }, new Date())
      throw new Error('changed my mind')
    })
    await expect(failed).rejects.toThrow()
    await sends()
    expect(subjects()).toEqual([])
  })

  test('of a kind that she did not ask for', async () => {
    await isWrittenTo(['withdrawal'])
    for (const topic of ['letter-used', 'acted-for-you', 'asked-again', 'asked-reminder'] as const) await happens(topic)
    await sends()
    expect(subjects()).toEqual([])
  })

  test('when she has said no meanwhile', async () => {
    await isWrittenTo()
    await happens()
    await chooseMessages(accord.portal, { contributorId: person.id, kinds: ['reminder'] })
    await sends()
    expect(subjects()).toEqual([])
  })

  test('after one tap in the message before it; a token of nobody’s changes nothing', async () => {
    await isWrittenTo()
    await happens()
    await sends()
    const token = endingOf(server.received[0])
    await happens()
    await endMessages(accord.portal, 'x'.repeat(43))
    await sends()
    expect(subjects()).toHaveLength(2)
    await endMessages(accord.portal, token)
    await happens()
    await sends()
    expect(subjects()).toHaveLength(2)
  })

  test('after one tap in an old message, also where the same address was confirmed anew meanwhile', async () => {
    await isWrittenTo()
    await happens()
    await sends()
    const token = endingOf(server.received[0])
    await isWrittenTo()
    await endMessages(accord.portal, token)
    await happens()
    await sends()
    expect(subjects()).toEqual([])
  })

  test('to an account that is closed: the address is gone, from the queue too', async () => {
    await isWrittenTo()
    await happens()
    await happens('acted-for-you')
    server.moods.push('text-busy', 'text-busy')
    await sends()
    await closeAccount(accord.portal, { contributorId: person.id, snapshot: SNAPSHOT })
    for (const table of ['mail_addresses', 'messages']) {
      expect(await asOwner(`select 1 from ${table} where contributor_id = '${person.id}'`)).toEqual([])
    }
    expect(await asOwner(`select data from pgboss.job where data is not null`)).toEqual([])
    await sends()
    expect(subjects()).toEqual([])
  })
})

describe('what happens is told', () => {
  test('when somebody opens her second letter, also where that takes over the account', async () => {
    await isWrittenTo()
    const letter = await aLetter(accord, node.organisationId, { enrolmentId: person.enrolmentId })
    const { selector, code, birthDate } = letter
    const asked = { selector, code, birthDate, language: 'en', signedInAs: null, join: null }
    expect(await claimInvitation(accord.portal, asked)).toMatchObject({ ok: true })
    await sends()
    expect(subjects()).toEqual(['Somebody has used your letter'])
  })

  test('once when all hospitals have removed her data, and at once when one could not', async () => {
    await aContributor(accord, other.organisationId, person)
    await answers(accord, person, 'yes')
    await isWrittenTo()
    await withdrawConsent(accord.portal, {
      contributorId: person.id,
      programmeId: 'lung',
      tier: 'remove',
      snapshot: SNAPSHOT,
    })
    await answersTask(node, { outcome: 'removed', hindrance: null })
    await sends()
    expect(subjects()).toEqual([])
    await answersTask(other, { outcome: 'not-possible', hindrance: 'kept-by-law' })
    await sends()
    expect(subjects()).toEqual(['News about what you asked us to do'])
    await answersTask(other, { outcome: 'removed', hindrance: null })
    await sends()
    expect(subjects()).toEqual(['News about what you asked us to do', 'What you asked us to do is done'])
  })

  async function answersTask(
    at: TestNode,
    answer: Parameters<typeof answerRemovalTask>[2] extends infer A ? Omit<A, 'id'> : never,
  ) {
    const { tasks } = await listRemovalTasks(accord.portal, {
      organisationId: at.organisationId,
      onlyOpen: false,
      after: null,
    })
    const id = tasks.at(-1)?.id ?? ''
    expect(await answerRemovalTask(accord.portal, at, { id, ...answer } as never)).toMatchObject({ ok: true })
  }
})

test('what was sent is forgotten after two weeks, and what was not handed over never', async () => {
  await isWrittenTo()
  await happens()
  await sends()
  await happens('acted-for-you')
  accord.setTime(new Date(Date.now() + 15 * 86_400_000))
  await sweep(accord.portal)
  const left = await asOwner(`select topic from messages where contributor_id = '${person.id}'`)
  expect(left.map(({ topic }) => topic)).toEqual(['acted-for-you'])
})

/** It goes last: from now on people are asked with another version. */
test('when a new version asks something, and as a reminder; when only words changed, not', async () => {
  await answers(accord, person, 'yes')
  await isWrittenTo()
  const publish = (version: string, follows: string, change: 'minor' | 'major') => {
    const form = { ...aForm('lung', version), follows, change, publishedAt: new Date() }
    return accord.owner.as('public', (tx) => tx.insert(formVersions).values(form))
  }
  const hers = async () => {
    await askAgain(accord.portal)
    await sends()
    const own = `${person.id.slice(0, 8)}@mail.example`
    return server.received.filter(({ to }) => String(to) === own).map(({ subject }) => subject)
  }
  await publish('2', 'lung-1', 'minor')
  expect(await hers()).toEqual([])
  await publish('3', 'lung-2', 'major')
  expect(await hers()).toEqual(['There is a question for you'])
  accord.setTime(new Date(Date.now() + 15 * 86_400_000))
  expect(await hers()).toEqual(['There is a question for you', 'A reminder: there is a question for you'])
})
