import type { Evaluation } from '../services/evaluate-each.server.ts'
import type { AccessEvaluation } from './authzen-model.ts'
import { basisOf, useOf } from './basis.ts'
import { onEitherBasis, use } from './vocabulary.ts'

const question = onEitherBasis(use).transform((asked) => ({ basis: basisOf(asked), use: useOf(asked) }))

/** What an AuthZEN evaluation asks in the portal's own words; null where it knows no such words, which denies. */
export function questionOf({ subject, action, resource, context }: AccessEvaluation): Evaluation | null {
  if (subject.type !== 'patient-pseudonym') return null
  const { recipient, region, acquired } = context ?? {}
  const { data } = resource.properties ?? {}
  const asked = question.safeParse({ ...basisNamed(resource), purpose: action.name, recipient, region, data, acquired })
  return asked.success ? { subject: subject.id, ...asked.data } : null
}

/** Consent is given to a programme, altruism to a data use: the type of the resource is the basis. */
function basisNamed({ type, id }: AccessEvaluation['resource']) {
  if (type === 'programme') return { legal_basis: 'consent', programme: id }
  if (type === 'data_use') return { legal_basis: 'altruism', data_use: id }
  return {}
}
