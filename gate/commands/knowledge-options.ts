import type { Bounds } from '../knowledge.ts'
import { UsageError } from '../usage-error.ts'
import type { Given, Option } from './command.ts'

/** How old what the node knows may be. */
export const KNOWLEDGE_OPTIONS = {
  offline: { help: "ask nobody: rely on what is held until the status lists' own end (24 h by default)" },
  'max-age': { value: 'AGE', help: 'refuse to rely on anything older: 90s, 30m, 1h, 2d' },
} satisfies Record<string, Option>

export function knowledgeBounds(given: Given): Bounds {
  const maxAge = given.textOrNull('max-age')
  return {
    mode: given.isSet('offline') ? 'offline' : 'online',
    maxAgeSeconds: maxAge === null ? Number.POSITIVE_INFINITY : secondsFrom(maxAge),
  }
}

const UNIT_SECONDS: ReadonlyMap<string | undefined, number> = new Map([
  ['s', 1],
  ['m', 60],
  ['h', 3600],
  ['d', 86_400],
])

function secondsFrom(age: string): number {
  const [, count, unit] = /^(\d{1,9})([smhd])$/.exec(age) ?? []
  const seconds = Number(count) * (UNIT_SECONDS.get(unit) ?? Number.NaN)
  if (Number.isNaN(seconds)) throw new UsageError('--max-age must be a number with s, m, h or d, such as 1h')
  return seconds
}
