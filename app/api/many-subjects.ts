import { z } from '@hono/zod-openapi'
import { isReadable } from '../http/readable-text.ts'
import { subject } from './vocabulary.ts'

/**
 * From one to very many subjects, described as the list that it is. The list is read as a whole, and element by element
 * only where something is wrong with one: the schema's own reader makes several objects of each of 100,000.
 */
export function manySubjects(most: number): z.ZodArray<typeof subject> {
  const list = z.array(subject).min(1).max(most)
  const readEach = list._zod.parse
  list._zod.parse = (payload, context) => (isSubjects(payload.value) ? payload : readEach(payload, context))
  return list
}

function isSubjects(value: unknown): boolean {
  return Array.isArray(value) && value.every(isSubject)
}

/** The same as the schema `subject`; a test compares the two. */
export function isSubject(value: unknown): boolean {
  return typeof value === 'string' && value.length >= 1 && value.length <= 64 && isReadable(value)
}
