import { z } from 'zod'
import type { Form } from '#app/domain/consent/form.ts'

/** What a person guessed; a question may be left out. */
export function guessesSchema({ checks = [] }: Form) {
  return z.object(Object.fromEntries(checks.map(({ id }) => [id, z.string().optional()])))
}
