import type { FormChange } from '../consent/form.ts'
import { lineOfVersions, type Version } from './line-of-versions.ts'

export type { Version }

/** The weightiest change on the way, and the versions that brought it, oldest first, the newer one among them. */
export type ChangesBetween<One extends Version> = { change: 'none' | FormChange; versions: One[] }

/**
 * What lies between the version that somebody agreed to and a newer one of the same programme.
 * Every step must be declared minor for the whole to be minor; a chain that is broken or circular, or that
 * nobody declared anything about, counts as major: when in doubt people are asked again (EDPB Guidelines 05/2020 §110).
 */
export function changesBetween<One extends Version>(
  { agreed, newer }: { agreed: string; newer: string },
  versions: readonly One[],
): ChangesBetween<One> {
  if (agreed === newer) return { change: 'none', versions: [] }

  const { line, isCircular } = lineOfVersions(newer, versions)
  const steps = line.findIndex(({ id }) => id === agreed)
  const since = line.slice(0, steps === -1 ? undefined : steps).reverse()
  const isMinor = steps !== -1 && !isCircular && since.every(({ change }) => change === 'minor')
  return { change: isMinor ? 'minor' : 'major', versions: since }
}
