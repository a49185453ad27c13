import { z } from '@hono/zod-openapi'
import { DATA_CATEGORIES, PURPOSES, RECIPIENTS } from '../domain/consent/codes.ts'
import { isRegion } from '../domain/consent/region.ts'
import { LANGUAGES } from '../http/language.ts'
import { isReadable } from '../http/readable-text.ts'

/** The words of the wire, each described once. */

export const pseudonym = z
  .string()
  .regex(/^[A-Za-z0-9._~-]{16,64}$/)
  .refine((text) => !/^\d+$/.test(text))
  .openapi({ description: "The hospital's opaque name for a person, not all digits", example: 'lj-4f9a2c7b1e8d3056' })

/** Whom a request asks about: any text that could be somebody's name. */
export const subject = z.string().min(1).max(64).refine(isReadable).openapi({ example: 'lj-4f9a2c7b1e8d3056' })

export const slug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/)

/** The languages that people can be written to in. */
export const language = z.enum(LANGUAGES)

export const day = z.iso.date().openapi({ example: '2026-01-31' })

export const instant = z.iso.datetime()

export const use = {
  purpose: z.enum(PURPOSES),
  recipient: z.enum(RECIPIENTS),
  region: z
    .string()
    .refine(isRegion)
    .openapi({ description: '`eu-eea`, `adequate` or an ISO 3166-1 country', example: 'eu-eea' }),
  data: z.array(z.enum(DATA_CATEGORIES)).min(1).max(DATA_CATEGORIES.length),
  acquired: z
    .strictObject({ from: day, until: day })
    .refine(({ from, until }) => from <= until)
    .optional()
    .openapi({ description: 'First and last day on which the data was acquired' }),
}

/** A request on one of the two bases, never on both: consent to a programme, or altruism for a data use. */
export function onEitherBasis<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.discriminatedUnion('legal_basis', [
    z.strictObject({ legal_basis: z.literal('consent'), programme: slug, ...shape }),
    z.strictObject({ legal_basis: z.literal('altruism'), data_use: slug, ...shape }),
  ])
}
