/** What a person may ask about her data, in the order of the law (GDPR Art. 15 to 18, 20 and 21). */
export const DATA_RIGHTS = ['access', 'rectification', 'erasure', 'restriction', 'portability', 'objection'] as const
export type DataRight = (typeof DATA_RIGHTS)[number]

/** How a request ended; `at-once` where the portal itself did it and nobody had to look. */
export const RIGHT_OUTCOMES = ['at-once', 'done', 'partly', 'refused'] as const
export type RightOutcome = (typeof RIGHT_OUTCOMES)[number]

/** What whoever answers may choose. */
export const ANSWERS_TO_RIGHT = ['done', 'partly', 'refused'] as const
export type AnswerToRight = (typeof ANSWERS_TO_RIGHT)[number]

export function isDataRight(text: string): text is DataRight {
  return (DATA_RIGHTS as readonly string[]).includes(text)
}
