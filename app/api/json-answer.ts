import type { TypedResponse } from 'hono'

/** A 200 whose headers go out as they stand; `c.json` takes them in and out of a `Headers`, which hot routes feel. */
export function jsonAnswer<const Body extends object>(
  body: Body,
  headers: Readonly<Record<string, string>>,
): Response & TypedResponse<Body, 200, 'json'> {
  const init = { headers: { 'Content-Type': 'application/json', ...headers } }
  return new Response(JSON.stringify(body), init) as Response & TypedResponse<Body, 200, 'json'>
}
