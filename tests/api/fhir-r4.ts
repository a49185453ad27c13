import { OperationOutcomeError, validateResource } from '@medplum/core'
import { definitionOf } from './fhir-elements.ts'
import { allowedBy, isKnownWrong } from './fhir-terminology.ts'

/** What is wrong with a resource by FHIR R4's own definitions, and by the required bindings that the validator passes over. */
export function fhirFaults(resource: unknown): string[] {
  return [...structureFaults(resource), ...codeFaults(resource, '')]
}

function structureFaults(resource: unknown): string[] {
  try {
    return validateResource(resource as Parameters<typeof validateResource>[0]).map(faultOf)
  } catch (error) {
    if (error instanceof OperationOutcomeError) return (error.outcome.issue ?? []).map(faultOf)
    throw error
  }
}

function faultOf({ details, expression }: { details?: { text?: string }; expression?: string[] }): string {
  return `${expression?.join()}: ${details?.text}`
}

/** Looks at every member by the definition of the place or of the type in which it stands. */
function codeFaults(value: unknown, path: string): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => codeFaults(one, path))
  if (typeof value !== 'object' || value === null) return []
  const { resourceType, system, code } = value as { resourceType?: string; system?: string; code?: unknown }
  const own = path === 'Coding' && system && typeof code === 'string' && isKnownWrong(system, code)
  const within = Object.entries(value).flatMap(([member, one]) => memberFaults(resourceType ?? path, member, one))
  return own ? [`${system} has no code ${code}`, ...within] : within
}

function memberFaults(parent: string, member: string, value: unknown): string[] {
  const definition = definitionOf(parent, member)
  if (!definition) return []
  const { path, valueSet, targets } = definition
  const place = `${parent}.${member}`
  return [
    ...(valueSet ? bindingFaults(place, value, valueSet) : []),
    ...(path === 'Reference' && targets ? referenceFaults(place, value, targets) : []),
    ...codeFaults(value, path),
  ]
}

function referenceFaults(place: string, value: unknown, targets: string[]): string[] {
  return [value]
    .flat()
    .flatMap((reference) => (reference as { type?: string }).type ?? [])
    .filter((type) => !targets.includes(type))
    .map((type) => `${place}: must not refer to a ${type}`)
}

function bindingFaults(place: string, value: unknown, valueSet: string): string[] {
  const allowed = allowedBy(valueSet)
  if (!allowed) return []
  const values = Array.isArray(value) ? value : [value]
  return values
    .map(namesOf)
    .filter((names) => !names.some((name) => allowed.has(name)))
    .map((names) => `${place}: ${names.join() || 'nothing'} is not in its value set`)
}

/** A code, a Coding, or a CodeableConcept of which one Coding suffices (R4 §4.1.5). */
function namesOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [String(value)]
  const { coding, system, code } = value as { coding?: object[]; system?: string; code?: string }
  return coding ? coding.flatMap(namesOf) : [`${system}|${code}`]
}
