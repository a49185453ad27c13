import { Failure } from '../../failure.ts'
import { Refusal } from '../../refusal.ts'
import { type JsonObject, parseStrictJson } from '../../strict-json.ts'

/** Deeper than any resource that a hospital has. */
const MAX_DEPTH = 64

/** One FHIR resource in JSON; one that says something twice could be read as somebody else's. */
export function resourceFrom(bytes: Uint8Array): JsonObject & { resourceType: string } {
  const resource = parsed(bytes)
  if (typeof resource.resourceType !== 'string') throw new Failure('cohort-unreadable', { code: 'not-fhir' })
  return resource as JsonObject & { resourceType: string }
}

function parsed(bytes: Uint8Array): JsonObject {
  try {
    return parseStrictJson(bytes, MAX_DEPTH)
  } catch (cause) {
    const code = cause instanceof Refusal && cause.reason === 'duplicate-member' ? 'duplicate-member' : 'not-fhir'
    throw new Failure('cohort-unreadable', { code }, { cause })
  }
}
