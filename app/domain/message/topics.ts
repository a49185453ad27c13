/** What a contributor may be written to about; she says which of them she wants. */
export const MESSAGE_KINDS = ['should-know', 'acted-for-me', 'asked', 'reminder', 'withdrawal', 'my-rights'] as const
export type MessageKind = (typeof MESSAGE_KINDS)[number]

/** What happened; a message holds no more than this and the language, so it can give nothing else away. */
export const MESSAGE_TOPICS = [
  'letter-used',
  'representative-accepted',
  'acted-for-you',
  'asked-again',
  'asked-reminder',
  'removal-answered',
  'right-extended',
  'right-answered',
  'address-number',
] as const
export type MessageTopic = (typeof MESSAGE_TOPICS)[number]

/** What is told only to those who asked for its kind. The number that confirms an address goes to nobody else. */
export type ToldTopic = Exclude<MessageTopic, 'address-number'>

export const KIND_OF: Record<ToldTopic, MessageKind> = {
  'letter-used': 'should-know',
  'representative-accepted': 'should-know',
  'acted-for-you': 'acted-for-me',
  'asked-again': 'asked',
  'asked-reminder': 'reminder',
  'removal-answered': 'withdrawal',
  'right-extended': 'my-rights',
  'right-answered': 'my-rights',
}

/** The letters that there are words for: what hospitals answered is told as what it comes to. */
export const LETTERS = [
  'letter-used',
  'representative-accepted',
  'acted-for-you',
  'asked-again',
  'asked-reminder',
  'removal-done',
  'removal-not-possible',
  'right-extended',
  'right-answered',
  'address-number',
] as const
export type LetterTopic = (typeof LETTERS)[number]

export function isMessageKind(text: string): text is MessageKind {
  return (MESSAGE_KINDS as readonly string[]).includes(text)
}
