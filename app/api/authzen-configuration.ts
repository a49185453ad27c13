import { createRoute, z } from '@hono/zod-openapi'
import { json } from './declare.ts'
import { surface } from './surface.ts'

const configuration = z.object({
  policy_decision_point: z.url(),
  access_evaluation_endpoint: z.url(),
  access_evaluations_endpoint: z.url(),
})

const route = createRoute({
  tags: ['Discovery'],
  method: 'get',
  path: '/.well-known/authzen-configuration',
  summary: 'Where to ask for decisions (AuthZEN Authorization API 1.0 §9)',
  responses: { 200: json('The metadata.', configuration, metadata('https://accord.example.org')) },
})

export const authzenConfiguration = surface().openapi(route, (c) => {
  c.header('Cache-Control', 'public, max-age=60')
  return c.json(metadata(c.var.portal.settings.url), 200)
})

/** No search endpoints: what is left out is not offered (§9.1.1). */
function metadata(url: string) {
  return {
    policy_decision_point: url,
    access_evaluation_endpoint: `${url}/access/v1/evaluation`,
    access_evaluations_endpoint: `${url}/access/v1/evaluations`,
  }
}
