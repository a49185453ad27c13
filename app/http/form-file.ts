import { z } from 'zod'
import { INCIDENTAL_FINDINGS } from '../domain/consent/choices.ts'
import { isDataCategory, isPurpose, isRecipient } from '../domain/consent/codes.ts'
import { FORM_CHANGES } from '../domain/consent/form.ts'
import { isRegion } from '../domain/consent/region.ts'
import { sectionsOf } from '../domain/form/form-draft.ts'
import type { FormFile } from '../domain/form/form-file.ts'
import { FORM_NAME, FORM_VERSION } from '../domain/form/names.ts'
import { LONGEST_LIST, TEXT_LIMITS } from '../domain/form/text-limits.ts'
import { otherParts } from '../domain/form/word-parts.ts'
import { LANGUAGES } from '../i18n/languages.ts'
import { isReadable } from './readable-text.ts'

/** What is wrong with a file, and where: `value` is the code or name that is not known. */
export type FileProblem = {
  path: string
  problem: 'not-json' | 'unknown-member' | 'unknown-code' | 'unknown-part' | 'not-a-name' | 'too-large' | 'not-accepted'
  value?: string
}

export type FormFileRead = { ok: true; file: FormFile } | { ok: false; problems: FileProblem[] }

/** As long as eight languages of a thorough form could ever be. */
export const LONGEST_FORM_FILE = 1024 * 1024

/** Reads a form's JSON; what it does not know it refuses with its path, so that nothing is taken and dropped. */
export function readFormFile(text: string): FormFileRead {
  if (text.length > LONGEST_FORM_FILE) return refusedFile([{ path: '', problem: 'too-large' }])
  const json = jsonFrom(text)
  if (json === undefined) return refusedFile([{ path: '', problem: 'not-json' }])
  const parsed = fileSchema.safeParse(json)
  if (!parsed.success) return refusedFile(parsed.error.issues.flatMap(problemsOf))

  const file = parsed.data as FormFile
  const strays = straysOf(file)
  return strays.length > 0 ? refusedFile(strays) : { ok: true, file }
}

/** As many problems as a person can mend before trying again. */
const SHOWN = 12

function refusedFile(problems: FileProblem[]): FormFileRead {
  return { ok: false, problems: problems.slice(0, SHOWN) }
}

function jsonFrom(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''), withoutPrototype)
  } catch {
    return undefined
  }
}

/** The one name that a check of names would pass over in silence. */
function withoutPrototype(name: string, value: unknown): unknown {
  if (name === '__proto__') throw new SyntaxError('a prototype is no member')
  return value
}

function straysOf({ words, questions, checks }: FormFile): FileProblem[] {
  const worded = { sections: sectionsOf(words), questions, checks }
  return Object.entries(words).flatMap(([language, own]) =>
    otherParts(own, worded).map((part) => ({ path: `words.${language}.${part}`, problem: 'unknown-part' as const })),
  )
}

function problemsOf(issue: z.core.$ZodIssue): FileProblem[] {
  const path = issue.path.map(String).join('.')
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...issue.path, key].join('.'), problem: 'unknown-member', value: key }))
  }
  if (issue.code === 'custom' && issue.message !== NOT_READABLE) {
    return [{ path, problem: 'unknown-code', value: issue.message }]
  }
  return [{ path, problem: PROBLEMS[issue.code] ?? 'not-accepted' }]
}

const NOT_READABLE = 'not-readable'

const PROBLEMS: Record<string, FileProblem['problem']> = {
  too_big: 'too-large',
  invalid_format: 'not-a-name',
  invalid_key: 'not-a-name',
}

const name = z.string().regex(FORM_NAME)
const text = (part: keyof typeof TEXT_LIMITS) => z.string().max(TEXT_LIMITS[part]).refine(isReadable, NOT_READABLE)
const list = <Schema extends z.ZodType>(schema: Schema, longest: number) => z.array(schema).max(longest)
const codes = (isKnown: (code: string) => boolean) =>
  list(
    z
      .string()
      .max(40)
      .superRefine((code, context) => {
        if (!isKnown(code)) context.addIssue({ code: 'custom', message: code })
      }),
    40,
  )

const optionSchema = z.strictObject({
  value: name,
  outcome: z.enum(['consent', 'refusal', 'deferral']).optional(),
  adds: z
    .strictObject({
      purpose: codes(isPurpose),
      recipient: codes(isRecipient),
      region: codes(isRegion),
      data: codes(isDataCategory),
    })
    .partial()
    .optional(),
  scans: z.enum(['already-made', 'still-to-come', 'all']).optional(),
  use_years: z.int().min(1).max(50).optional(),
  recontact: z.boolean().optional(),
  incidental_findings: z.enum(INCIDENTAL_FINDINGS).optional(),
  leads_to: list(name, 30).optional(),
})

const wordsSchema = z.strictObject({
  title: text('title'),
  promises: list(text('promise'), LONGEST_LIST),
  sections: list(
    z.strictObject({
      id: name,
      heading: text('section-heading'),
      short: text('section-short'),
      longer: text('section-longer'),
      legal: text('section-legal'),
    }),
    40,
  ),
  questions: z.record(
    name,
    z.strictObject({
      question: text('question'),
      help: text('question-help'),
      options: z.record(name, z.strictObject({ label: text('option-label'), meaning: text('option-meaning') })),
    }),
  ),
  what_changed: list(text('what-changed'), LONGEST_LIST).optional(),
  checks: z
    .record(
      name,
      z.strictObject({
        question: text('check-question'),
        options: z.record(name, text('check-option')),
        explanation: text('check-explanation'),
      }),
    )
    .optional(),
})

const fileSchema = z.strictObject({
  accord_form: z.literal(1),
  programme: name,
  version: z.string().regex(FORM_VERSION),
  valid_years: z.int().min(1).max(50),
  follows: z.string().max(80).nullable(),
  change: z.enum(FORM_CHANGES).nullable(),
  questions: list(
    z.strictObject({ id: name, several: z.boolean().optional(), options: list(optionSchema, 30) }),
    30,
  ).min(1),
  checks: list(z.strictObject({ id: name, options: list(name, 10), right: name }), 20),
  words: z.partialRecord(z.enum(LANGUAGES), wordsSchema),
})

/** Reads the file that a page's form sends, from its field `file`; one that is not there is no JSON. */
export async function readFormUpload(request: Request): Promise<{ read: FormFileRead; field(name: string): string }> {
  const form = await request.formData().catch(() => null)
  const text = async (sent: FormDataEntryValue | null | undefined) =>
    typeof sent === 'string' ? sent : ((await sent?.text()) ?? '')
  const fields = form ?? new FormData()
  const field = (name: string) => {
    const value = fields.get(name)
    return typeof value === 'string' ? value : ''
  }
  return { read: readFormFile(await text(fields.get('file'))), field }
}
