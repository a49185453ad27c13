import { type RemovalStep, removalNews } from './removal-news.ts'
import { KIND_OF, type LetterTopic, type MessageKind, type MessageTopic } from './topics.ts'

export type Addressee = {
  verifiedAt: Date | null
  undeliverableAt: Date | null
  kinds: readonly MessageKind[]
}

/** A message that waits, with what a removal came to meanwhile. */
export type WaitingMessage = { topic: MessageTopic; about: string | null; removals: readonly RemovalStep[] }

/**
 * The letter that goes out now, or none. Asked at the last moment: whoever said no more, or gave another address,
 * after a message was put out does not get it.
 */
export function letterDue(message: WaitingMessage, to: Addressee | null): LetterTopic | null {
  if (!to || to.undeliverableAt) return null
  if (message.topic === 'address-number') return to.verifiedAt ? null : 'address-number'
  if (!to.verifiedAt || !to.kinds.includes(KIND_OF[message.topic])) return null
  return message.topic === 'removal-answered' ? removalNews(message.removals, message.about ?? '') : message.topic
}
