import { isJsonObject, type JsonObject } from '../../strict-json.ts'

/** Finds the resource that a literal reference names, or null. */
export type Resolve = (reference: string) => JsonObject | null

/** What a hospital shares of one person: these name that person in `subject`, and nobody else. */
const ABOUT_A_SUBJECT = [
  'Condition',
  'DiagnosticReport',
  'DocumentReference',
  'Encounter',
  'ImagingStudy',
  'Media',
  'Observation',
  'Procedure',
  'ServiceRequest',
  'Specimen',
]

/**
 * The pseudonym, in this identifier system, of the one person whom a FHIR R4 resource is about: a Patient by `identifier`,
 * others by `subject`. Null where it is about nobody, about more than one, or about somebody who cannot be made out.
 */
export function personIn(resource: unknown, system: string, resolve: Resolve): string | null {
  if (!isJsonObject(resource)) return null
  const contained = listOf(resource.contained).filter(isPatient)
  const people = [
    ...identifiersOf(resource, system, resolve),
    ...contained.map((patient) => identifier(patient, system)),
  ]
  const [person = null] = people
  return people.every((other) => other === person) ? person : null
}

function identifiersOf(resource: JsonObject, system: string, resolve: Resolve): (string | null)[] {
  if (isPatient(resource)) return [identifier(resource, system)]
  if (!ABOUT_A_SUBJECT.includes(String(resource.resourceType)) || !isJsonObject(resource.subject)) return [null]
  const { subject } = resource
  const named = isJsonObject(subject.identifier) ? [valueIn(subject.identifier, system)] : []
  const referred = typeof subject.reference === 'string' ? referredTo(subject.reference, resource, system, resolve) : []
  return named.length + referred.length > 0 ? [...named, ...referred] : [null]
}

/** Nothing where the reference leads out of what was handed in and an identifier may say it instead. */
function referredTo(reference: string, resource: JsonObject, system: string, resolve: Resolve): (string | null)[] {
  if (reference.startsWith('#')) {
    const local = listOf(resource.contained).filter(
      (one) => isPatient(one) && isJsonObject(one) && one.id === reference.slice(1),
    )
    return local.length === 1 ? local.map((patient) => identifier(patient, system)) : [null]
  }
  const patient = resolve(reference)
  return patient ? [isPatient(patient) ? identifier(patient, system) : null] : []
}

/** The one value that a Patient has in this system: a record that was merged from two people has two. */
function identifier(patient: unknown, system: string): string | null {
  const identifiers = isJsonObject(patient) ? listOf(patient.identifier) : []
  const values = new Set(identifiers.filter(isJsonObject).flatMap((one) => valueIn(one, system) ?? []))
  const [value = null] = values
  return values.size === 1 ? value : null
}

function valueIn(identifier: JsonObject, system: string): string | null {
  return identifier.system === system && typeof identifier.value === 'string' ? identifier.value : null
}

function isPatient(resource: unknown): boolean {
  return isJsonObject(resource) && resource.resourceType === 'Patient'
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}
