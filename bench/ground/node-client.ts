import { assertion } from '#tests/api/as-node.ts'
import type { TestNode } from '#tests/support/build.ts'
import { tokenRequest } from './assertions.ts'

/** What measurements say to a served portal in a node's name. */
export type NodeClient = {
  token: string
  post<Answer>(path: string, body: object): Promise<Answer>
  introspect(consentToken: string): Promise<{ active: boolean }>
}

export async function nodeClient(url: string, node: TestNode, scope = 'system/Consent.rs'): Promise<NodeClient> {
  const { access_token: token } = await answered<{ access_token: string }>(url, '/oauth/token', {
    headers: FORM,
    body: tokenRequest(await assertion(node), scope),
  })
  const Authorization = `Bearer ${token}`
  return {
    token,
    post: (path, body) =>
      answered(url, path, {
        headers: { Authorization, 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      }),
    introspect: (consentToken) =>
      answered(url, '/oauth/introspect', {
        headers: { ...FORM, Authorization },
        body: new URLSearchParams({ token: consentToken }),
      }),
  }
}

export const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' }

/** While a load keeps this process busy it does not see that a server has closed a connection that nobody used. */
const ONCE = { Connection: 'close' }

async function answered<Answer>(url: string, path: string, init: RequestInit): Promise<Answer> {
  const headers = { ...(init.headers as Record<string, string>), ...ONCE }
  const answer = await fetch(url + path, { method: 'POST', ...init, headers })
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
  return (await answer.json()) as Answer
}
