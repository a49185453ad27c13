import type { UseRequest } from '../domain/consent/provision.ts'
import type { Basis } from '../services/find-token-target.server.ts'

/** The basis of a request, apart from what else it says. */
export function basisOf(body: Basis): Basis {
  return body.legal_basis === 'consent'
    ? { legal_basis: 'consent', programme: body.programme }
    : { legal_basis: 'altruism', data_use: body.data_use }
}

/** The intended use of a request, apart from what else it says. */
export function useOf(
  body: Omit<UseRequest, 'acquired'> & { acquired?: UseRequest['acquired'] | undefined },
): UseRequest {
  const { purpose, recipient, region, data, acquired } = body
  return { purpose, recipient, region, data, ...(acquired && { acquired }) }
}
