import type { BearerSource } from './access-token.ts'
import { type PortalClient, refused } from './portal-client.ts'

const PATH = '/api/v1/bundle'

/** Everything, or what came since the bundle of this name. It is always asked for signed: a 304 could be anybody's. */
export async function fetchBundle(portal: PortalClient, bearer: BearerSource, since: string | null): Promise<string> {
  const path = since === null ? PATH : `${PATH}?${new URLSearchParams({ since })}`
  const answer = await portal.ask(path, {
    headers: { Authorization: `Bearer ${await bearer()}`, Accept: 'application/bundle+jwt' },
  })
  if (answer.status !== 200) throw refused(PATH, answer)
  return answer.text
}
