import type { z } from 'zod'
import { sectionsOf } from '../domain/form/form-draft.ts'
import type { FormFile } from '../domain/form/form-file.ts'
import { otherParts } from '../domain/form/word-parts.ts'
import { formFileSchema, NOT_READABLE } from './form-file-schema.ts'

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
  const parsed = formFileSchema.safeParse(json)
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

const PROBLEMS: Record<string, FileProblem['problem']> = {
  too_big: 'too-large',
  invalid_format: 'not-a-name',
  invalid_key: 'not-a-name',
}

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
