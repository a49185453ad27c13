import { data } from '@remix-run/node'
import { z } from 'zod'
import { refusalPage, statusOf } from './problem.ts'
import { isReadable, withoutUnreadable } from './readable-text.ts'

/** What was typed, by field, to be shown again; secrets are never among it. */
export type Typed = Record<string, string>

/** Refusal codes by field; `form` where it is about no one field. */
export type FieldErrors = Record<string, string>

export type FormRead<Values> =
  | { ok: true; values: Values; typed: Typed }
  | { ok: false; errors: FieldErrors; typed: Typed }

type Options = {
  /** The most characters that one field may hold. */
  longest?: number
  /** Fields that are not given back to the page. */
  secrets?: readonly string[]
}

/**
 * Reads a form by a zod object whose messages are refusal codes. Text is trimmed, an empty field is as good as none,
 * and a list is read from fields of the same name. Whoever also takes a file from a form has read it already.
 */
export async function readForm<Schema extends z.ZodObject>(
  sent: Request | FormData,
  schema: Schema,
  { longest = 500, secrets = [] }: Options = {},
): Promise<FormRead<z.output<Schema>>> {
  const form = sent instanceof FormData ? sent : await sent.formData().catch(() => null)
  if (!form) throw refusalPage('form-not-readable')

  const names = Object.keys(schema.shape)
  const texts = Object.fromEntries(names.map((name) => [name, textsOf(form, name)]))
  const typed = typedFrom(texts, longest, secrets)
  const broken = brokenFields(texts, longest)
  if (Object.keys(broken).length > 0) return { ok: false, errors: broken, typed }

  const values = Object.fromEntries(names.map((name) => [name, valueFrom(schema.shape[name], texts[name] ?? [])]))
  const parsed = schema.safeParse(values, {
    error: ({ input }) => (input === undefined ? 'field-required' : 'field-not-accepted'),
  })
  return parsed.success
    ? { ok: true, values: parsed.data, typed }
    : { ok: false, errors: errorsOf(parsed.error), typed }
}

/** The page again, with what was typed and what to look at; its status is that of the first refusal. */
export function formAgain(errors: FieldErrors, typed: Typed) {
  return data({ errors, typed }, { status: statusOf(Object.values(errors)[0] ?? 'form-not-readable') })
}

function textsOf(form: FormData, name: string): string[] {
  return form.getAll(name).map((value) => (typeof value === 'string' ? value.trim() : ''))
}

function typedFrom(texts: Record<string, string[]>, longest: number, secrets: readonly string[]): Typed {
  const open = Object.entries(texts).filter(([name, [first]]) => first && !secrets.includes(name))
  return Object.fromEntries(open.map(([name, all]) => [name, withoutUnreadable(all.join(' ')).slice(0, longest)]))
}

function brokenFields(texts: Record<string, string[]>, longest: number): FieldErrors {
  const errors: FieldErrors = {}
  for (const [name, all] of Object.entries(texts)) {
    if (all.some((text) => text.length > longest)) errors[name] = 'field-too-long'
    if (!all.every(isReadable)) errors[name] = 'field-not-readable'
  }
  return errors
}

function valueFrom(type: unknown, texts: string[]): string | string[] | undefined {
  return type instanceof z.ZodArray ? texts.filter(Boolean) : texts[0] || undefined
}

function errorsOf({ issues }: z.ZodError): FieldErrors {
  const errors: FieldErrors = {}
  for (const { path, message } of issues) errors[String(path[0] ?? 'form')] ??= message
  return errors
}
