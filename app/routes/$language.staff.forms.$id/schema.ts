import { z } from 'zod'
import { FORM_CHANGES } from '#app/domain/consent/form.ts'
import { FORM_NAME, FORM_VERSION } from '#app/domain/form/names.ts'
import { LONGEST_LIST, TEXT_LIMITS } from '#app/domain/form/text-limits.ts'
import { LANGUAGES } from '#app/i18n/languages.ts'
import { isList, type WordsField, type WordsGroup } from './words-fields.ts'

export const INTENTS = ['words', 'terms', 'submit', 'send-back', 'publish', 'discard'] as const
export type Intent = (typeof INTENTS)[number]

/** Everything that may be sent to a draft: what is to happen, its terms, what publishing needs. */
const draftShape = {
  intent: z.enum(INTENTS, 'form-not-readable'),
  /** What the page showed, so that nobody publishes or overwrites what they have not seen. */
  revision: z.string('form-not-readable').regex(/^\d{1,9}$/, 'form-not-readable'),
  words: z.enum(LANGUAGES, 'form-not-readable').optional(),
  version: z.string().regex(FORM_VERSION, 'form-version-not-readable').optional(),
  valid_years: z
    .string()
    .regex(/^([1-9]|[1-4]\d|50)$/, 'form-years-not-readable')
    .optional(),
  change: z.enum(FORM_CHANGES).optional(),
  sections: z
    .string()
    .transform((text) => text.split(/\s+/))
    .refine((ids) => ids.length <= 40 && ids.every((id) => FORM_NAME.test(id)), 'form-names-not-readable')
    .optional(),
  password: z.string().optional(),
}

/** The same with the words of one language, as long as each text may be. */
export function draftSchema(groups: readonly WordsGroup[]) {
  const fields = groups.flatMap(({ fields }) => fields)
  const words: Record<string, z.ZodOptional<z.ZodString>> = Object.fromEntries(
    fields.map((field) => [field.name, textOf(field).optional()]),
  )
  return z.object({ ...words, ...draftShape })
}

/** A list is as long as one page, and each line of it as long as one of its texts. */
function textOf({ part, longest }: WordsField): z.ZodString {
  const text = z.string().max(longest, 'field-too-long')
  if (!isList(part)) return text
  return text.refine((sent) => {
    const lines = sent.split('\n')
    return lines.length <= LONGEST_LIST && lines.every(({ length }) => length <= TEXT_LIMITS[part])
  }, 'field-too-long')
}

export type SentDraft = z.output<ReturnType<typeof draftSchema>>

export const LONGEST_TEXT = 20_000
