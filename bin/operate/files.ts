import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { SCOPES } from '#app/api/scopes.ts'
import { DATA_CATEGORIES } from '#app/domain/consent/codes.ts'
import { COUNTRIES } from '#app/domain/consent/countries.ts'
import { mailAddress } from '#app/domain/message/address.ts'
import { isLanguage, LANGUAGES } from '#app/i18n/languages.ts'
import type { WrittenHospital } from '#app/services/set-hospital.server.ts'
import type { ProgrammeSetUp } from '#db/queries/set-up-programmes.server.ts'

/** The programme that a file describes. */
export function programmeIn(path: string): ProgrammeSetUp {
  const { programme: id, token_days: tokenDays, ...details } = read(path, programmeSchema)
  return { id, tokenDays, details }
}

/** The hospital that a file describes, with its nodes. */
export function hospitalIn(path: string): WrittenHospital {
  const { nodes, ...hospital } = read(path, hospitalSchema)
  return {
    ...hospital,
    nodes: nodes.map(({ client_id: clientId, jwks, ...node }) => ({ ...node, clientId, keys: jwks.keys })),
  }
}

const text = z.string().trim().min(1).max(300)
const shortName = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/, 'small letters, digits and hyphens, a letter first')
const country = z.string().refine((code) => COUNTRIES.includes(code), 'the ISO 3166-1 code of a country, such as SI')
const language = z.string().refine(isLanguage, `a language of the portal: ${LANGUAGES.join(', ')}`)
const inLanguages = z.record(language, text).refine(({ en }) => en, 'English (en) is missing')

const programmeSchema = z.strictObject({
  programme: shortName,
  authority: text,
  data_protection_contact: z.strictObject({
    name: text,
    email: z.string().refine((address) => mailAddress(address).ok, 'no e-mail address'),
    phone: text,
  }),
  supervisory_authority: z.record(country, z.strictObject({ name: text, website: text })),
  controllers: z.array(text).min(1),
  countries: z.array(country).min(1),
  data_categories: z.array(z.enum(DATA_CATEGORIES)).min(1),
  token_days: z.int().min(1).max(366).default(30),
  names: inLanguages,
  summaries: inLanguages,
})

/** What a hospital's node needs; an auditors' client has `["system/Consent.audit"]` instead. */
const NODE_SCOPES = [
  'system/Consent.rs',
  'accord/enrolments.write',
  'accord/usage.write',
  'accord/events.read',
] as const

const nodeSchema = z.strictObject({
  client_id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{2,63}$/, 'letters, digits, dots and hyphens'),
  programmes: z.array(shortName),
  scopes: z
    .array(z.enum(Object.keys(SCOPES) as (keyof typeof SCOPES)[]))
    .min(1)
    .default([...NODE_SCOPES]),
  jwks: z.strictObject(
    { keys: z.array(z.record(z.string(), z.unknown())) },
    'the keys that `accord-gate init` printed',
  ),
})

const hospitalSchema = z.strictObject({
  hospital: shortName,
  name: text,
  country,
  nodes: z
    .array(nodeSchema)
    .refine((all) => new Set(all.map((node) => node.client_id)).size === all.length, 'a client_id stands here twice'),
})

function read<Schema extends z.ZodType>(path: string, schema: Schema): z.output<Schema> {
  const parsed = schema.safeParse(jsonIn(path))
  if (!parsed.success) throw new Error(`${path} is not accepted:\n${z.prettifyError(parsed.error)}`)
  return parsed.data
}

function jsonIn(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new Error(`${path} cannot be read as JSON: ${(error as Error).message}`)
  }
}
