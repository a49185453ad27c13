import { UsageError } from '../usage-error.ts'
import type { Given } from './command.ts'

/** How the result is to be written, by the name of the format that was asked for. */
export function formatFrom<Result>(
  given: Given,
  formats: Record<string, (result: Result) => string>,
): (result: Result) => string {
  const format = given.text('format')
  const asText = Object.hasOwn(formats, format) ? formats[format] : undefined
  if (!asText) throw new UsageError(`--format must be ${Object.keys(formats).join(' or ')}`)
  return asText
}
