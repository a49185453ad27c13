import type { Form } from '../consent/form.ts'

/** What ties one version of a form to the one before it. */
export type Version = Pick<Form, 'id' | 'programmeId' | 'follows' | 'change'>

/** A version and those before it, newest first, as far as the programme's chain holds. */
export function lineOfVersions<One extends Version>(
  id: string,
  versions: readonly One[],
): { line: One[]; isCircular: boolean } {
  const programmeId = versions.find((version) => version.id === id)?.programmeId
  const own = new Map(versions.filter((one) => one.programmeId === programmeId).map((one) => [one.id, one]))
  const line = new Set<One>()
  let next = own.get(id)
  while (next && !line.has(next)) {
    line.add(next)
    next = own.get(next.follows ?? '')
  }
  return { line: [...line], isCircular: next !== undefined }
}
