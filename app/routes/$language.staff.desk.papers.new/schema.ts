import { z } from 'zod'
import type { Answers, Form } from '#app/domain/consent/form.ts'
import { isSigningDay, WAYS_IN } from '#app/domain/paper/paper.ts'

export const SAYS = ['answers', 'stop', 'remove', 'object'] as const

/** How a question is called among the fields. */
export const fieldOf = (questionId: string) => `answer-${questionId}`

/** Who wrote or called, when, in which language, and what it says; one field for each question of the form. */
export function paperSchema(form: Form) {
  const answers = form.questions.map(({ id, several }) => [
    fieldOf(id),
    several ? z.array(z.string()) : z.string().optional(),
  ])
  return z.object({
    pseudonym: z.string('field-required'),
    way_in: z.enum(WAYS_IN, 'answer-required'),
    signed_on: z.string('field-required').refine(isSigningDay, 'ask-again-day-not-real'),
    language: z.string('field-required').refine((code) => Object.hasOwn(form.words, code), 'field-not-accepted'),
    says: z.enum(SAYS, 'answer-required'),
    identified: z.literal('yes').optional(),
    ...(Object.fromEntries(answers) as Record<string, z.ZodArray<z.ZodString> | z.ZodOptional<z.ZodString>>),
  })
}

/** The answers among what was sent, by question. */
export function answersIn(form: Form, values: Record<string, unknown>): Answers {
  return Object.fromEntries(
    form.questions.flatMap(({ id }) => {
      const value = values[fieldOf(id)]
      const answer = Array.isArray(value) ? value.join(' ') : value
      return typeof answer === 'string' && answer ? [[id, answer]] : []
    }),
  )
}
