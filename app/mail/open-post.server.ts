import { openMessageQueue } from '#db/message-queue.server.ts'
import { openWords } from '../i18n/open-words.server.ts'
import type { Portal } from '../portal.server.ts'
import type { Deliver } from '../services/send-message.server.ts'
import { type Queue, sendMessages } from '../services/send-messages.server.ts'
import { deliverMail } from './smtp.server.ts'
import { writtenLetter } from './written-letter.ts'

export type Post = {
  /** Sends what is due. */
  send(portal: Portal): Promise<void>
  /** Gives back what a worker took and never finished. */
  maintain(portal: Portal): Promise<void>
  close(): Promise<void>
}

/** What sends messages, or null where no mail server is set: then nobody is offered any. */
export async function openPost({ settings, log }: Portal): Promise<Post | null> {
  if (!settings.mail) return null
  const failed = ({ name, stack }: Error) => log.error({ job: 'message-queue', name, stack }, 'failed')
  const queue = await openMessageQueue(settings.databaseUrl, failed)
  return postOver(queue, await overSmtp(settings))
}

function postOver(queue: Queue & Pick<Post, 'close'> & { maintain(): Promise<void> }, deliver: Deliver): Post {
  return {
    send: (portal) => sendMessages(portal, { queue, deliver }),
    maintain: () => queue.maintain(),
    close: () => queue.close(),
  }
}

/** Puts each letter into words and hands it to the mail server of these settings. */
export async function overSmtp(
  { url, mail, demo }: Portal['settings'],
  { deadlineMs }: { deadlineMs?: number } = {},
): Promise<Deliver> {
  if (!mail) throw new Error('no mail server is set')
  const words = await openWords()
  const rules = { host: new URL(url).hostname, secure: !demo, ...(deadlineMs && { deadlineMs }) }
  return (letter) => deliverMail(mail, writtenLetter(words, letter, url), rules)
}
