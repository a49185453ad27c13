import type { UseRequest } from '#app/domain/consent/provision.ts'
import type { Question } from './schema.ts'

/** The question that a form's fields ask; null where the days of the scans are half given or the wrong way round. */
export function askedFrom({ basis, acquired_from, acquired_until, ...values }: Question) {
  const { hospital, pseudonym, purpose, recipient, region, data, at, known_at } = values
  const isHalf = (acquired_from === undefined) !== (acquired_until === undefined)
  if (isHalf || (acquired_from && acquired_until && acquired_from > acquired_until)) return null
  const [kind, id = ''] = basis.split(':')
  const acquired = acquired_from && acquired_until && { from: acquired_from, until: acquired_until }
  const use: UseRequest = { purpose, recipient, region, data, ...(acquired && { acquired }) }
  return {
    organisationId: hospital,
    pseudonym,
    basis:
      kind === 'consent'
        ? ({ legal_basis: 'consent', programme: id } as const)
        : ({ legal_basis: 'altruism', data_use: id } as const),
    use,
    at,
    knownAt: known_at ?? null,
  }
}
