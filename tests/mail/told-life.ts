import { KIND_OF, type ToldTopic } from '#app/domain/message/topics.ts'
import { overSmtp } from '#app/mail/open-post.server.ts'
import { answerRemovalTask } from '#app/services/answer-removal-task.server.ts'
import { confirmMailAddress } from '#app/services/confirm-mail-address.server.ts'
import { listRemovalTasks } from '#app/services/list-removal-tasks.server.ts'
import { openSession } from '#app/services/open-session.server.ts'
import { sendMessages } from '#app/services/send-messages.server.ts'
import { withdrawConsent } from '#app/services/withdraw-consent.server.ts'
import { openMessageQueue } from '#db/message-queue.server.ts'
import { putMessages } from '#db/queries/messages.server.ts'
import { answers } from '#tests/support/act.ts'
import { aContributor, aNode, aProgramme, SNAPSHOT, type TestContributor, type TestNode } from '#tests/support/build.ts'
import { aLetter } from '#tests/support/letters.ts'
import { givesAddress } from '#tests/support/mail-address.ts'
import { type MailServer, type ReceivedMail, startMailServer } from '#tests/support/mail-server.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import type { Canaries } from './given-away.ts'

/** Told of what really happens to her here. */
const BY_ITSELF = ['acted-for-you', 'removal-answered']

const PROGRAMME = { programmeId: 'demolung', formId: 'demolung-1' }

export type ToldLife = { mails: ReceivedMail[]; canaries: Canaries; close(): Promise<void> }

/** A person to whom everything happens that a message tells of, with what none of them may say. */
export async function toldLife(): Promise<ToldLife> {
  const accord = await testPortal()
  const server = await startMailServer()
  await aProgramme(accord, PROGRAMME.programmeId)
  const node = await aNode(accord, [PROGRAMME.programmeId])
  const person = await aContributor(accord, node.organisationId)
  const letter = await aLetter(accord, node.organisationId, { enrolmentId: person.enrolmentId })
  const session = await openSession(accord.portal, { contributorId: person.id })
  const number = await givesAddress(accord, person.id, { text: 'reader@mail.example' })
  await sends(accord, server)
  await confirmMailAddress(accord.portal, { contributorId: person.id, number })
  await answers(accord, person, 'yes', PROGRAMME)
  const happened = await isActedFor(accord, node, person)
  for (const topic of Object.keys(KIND_OF).filter((told) => !BY_ITSELF.includes(told)) as ToldTopic[]) {
    await accord.portal.db.as('public', (tx) => putMessages(tx, { people: [person.id], topic }, new Date()))
  }
  await sends(accord, server)
  await server.close()
  return {
    mails: server.received,
    canaries: {
      'her pseudonym': person.pseudonym,
      'her account': person.id,
      'her enrolment': person.enrolmentId,
      'her hospital': node.organisationId,
      'her hospital’s name': `Demo hospital ${node.clientId}`,
      'what it is about': PROGRAMME.programmeId,
      'what happened': happened,
      'the letter’s link': letter.selector,
      'the letter’s code': letter.code,
      'her birth date': letter.birthDate,
      'her session': session,
    },
    close: () => accord.close(),
  }
}

/** She calls her hospital and withdraws, which is told as acted for her, and then as done. */
async function isActedFor({ portal }: TestPortal, node: TestNode, { id }: TestContributor): Promise<string> {
  const { organisationId } = node
  const { programmeId } = PROGRAMME
  const by = { kind: 'organisation', id: organisationId, how: 'phone' } as const
  const done = await withdrawConsent(portal, { contributorId: id, by, programmeId, tier: 'remove', snapshot: SNAPSHOT })
  const { tasks } = await listRemovalTasks(portal, { organisationId, onlyOpen: true, after: null })
  await answerRemovalTask(portal, node, { id: tasks[0]?.id ?? '', outcome: 'removed', hindrance: null })
  return done.ok ? done.event.id : ''
}

async function sends({ portal }: TestPortal, { url: smtpUrl }: MailServer): Promise<void> {
  const mail = { smtpUrl, from: 'Accord <no-reply@accord.example>' }
  const queue = await openMessageQueue(portal.settings.databaseUrl, (error) => {
    throw error
  })
  await sendMessages(portal, { queue, deliver: await overSmtp({ ...portal.settings, mail }) })
  await queue.close()
}
