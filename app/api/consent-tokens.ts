import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { accepts } from 'hono/accepts'
import { stream } from 'hono/streaming'
import type { Basis } from '../services/find-token-target.server.ts'
import {
  handOutNewTokens,
  handOutTokensOf,
  type ReleasedToken,
  type TokenPage,
} from '../services/hand-out-consent-tokens.server.ts'
import type { BearerNode } from '../services/recognise-node.server.ts'
import { basisOf } from './basis.ts'
import { cursor, cursorText } from './cursor.ts'
import { BODY_REFUSALS, forNodes, jsonBody, MIB, NODE_REFUSALS, refusals } from './declare.ts'
import { Refused } from './refused.ts'
import { type SurfaceEnv, surface } from './surface.ts'
import { instant, onEitherBasis, subject } from './vocabulary.ts'

const NDJSON: string = 'application/x-ndjson'

const asked = onEitherBasis({
  subjects: z.array(subject).min(1).max(10_000).optional(),
  since: cursor.optional(),
})

const consentToken = z.object({ subject, consent_token: z.string(), expires_at: instant })

const route = createRoute({
  method: 'post',
  path: '/api/v1/consent-tokens',
  tags: ['Consent'],
  summary: 'Signed consent tokens of the people who permit',
  description:
    'With `subjects`: theirs. Without: everyone’s, a page at a time; send `next` as `since` until the page is empty. ' +
    'As `application/x-ndjson` all pages follow in one stream, one token a line; its last line is `{"next":...}`, ' +
    'and a stream without it is incomplete.',
  ...forNodes('system/Consent.rs', { maxBytes: MIB }),
  request: { body: jsonBody(asked, { legal_basis: 'consent', programme: 'lung' }) },
  responses: {
    200: {
      description: 'The tokens. `next` is null where subjects were named: there is nothing to go on to.',
      content: {
        'application/json': {
          schema: z.object({ consent_tokens: z.array(consentToken), next: z.string().nullable() }),
        },
        [NDJSON]: { schema: z.string() },
      },
    },
    ...refusals(
      ...NODE_REFUSALS,
      ...BODY_REFUSALS,
      'programme-not-found',
      'data-use-not-found',
      'status-list-not-published',
    ),
  },
})

export const consentTokens = surface().openapi(route, async (c) => {
  const { subjects, since = 0, ...basis } = c.req.valid('json')
  const asked = { node: c.var.node, basis: basisOf(basis) }
  c.header('Cache-Control', 'no-store')
  return subjects ? answerFor(c, { ...asked, subjects }) : answerSince(c, { ...asked, since })
})

type Asked = { node: BearerNode; basis: Basis }

async function answerFor(c: Context<SurfaceEnv>, asked: Asked & { subjects: string[] }) {
  const answer = await handOutTokensOf(c.var.portal, asked)
  if (!answer.ok) throw new Refused(answer.refusal)
  const batches = answer.event
  if (wantsLines(c)) return streamBatches(c, batches)
  const tokens: z.infer<typeof consentToken>[] = []
  for await (const batch of batches) tokens.push(...batch.map(onTheWire))
  return c.json({ consent_tokens: tokens, next: null }, 200)
}

/** A batch after another, each issued when the one before it is on its way; what is refused is refused before the first line. */
async function streamBatches(c: Context<SurfaceEnv>, batches: AsyncGenerator<ReleasedToken[], void>) {
  let batch = await batches.next()
  return stream(
    c,
    async (out) => {
      while (!batch.done && !out.aborted) {
        await out.write(linesOf(batch.value.map(onTheWire)))
        batch = await batches.next()
      }
      await out.write(linesOf([{ next: null }]))
    },
    brokeOff(c),
  )
}

async function answerSince(c: Context<SurfaceEnv>, asked: Asked & { since: number }) {
  const first = await pageAfter(c, asked)
  if (wantsLines(c)) return streamFrom(c, first, asked)
  return c.json({ consent_tokens: first.tokens.map(onTheWire), next: cursorText(first.next) }, 200)
}

async function pageAfter(c: Context<SurfaceEnv>, asked: Asked & { since: number }): Promise<TokenPage> {
  const answer = await handOutNewTokens(c.var.portal, asked)
  if (!answer.ok) throw new Refused(answer.refusal)
  return answer.event
}

/** All pages, one after another; whoever does not see the last line asks again from the cursor they hold. */
function streamFrom(c: Context<SurfaceEnv>, first: TokenPage, asked: Asked) {
  return stream(
    c,
    async (out) => {
      let page = first
      while (page.tokens.length > 0 && !out.aborted) {
        await out.write(linesOf(page.tokens.map(onTheWire)))
        page = await pageAfter(c, { ...asked, since: page.next })
      }
      await out.write(linesOf([{ next: cursorText(page.next) }]))
    },
    brokeOff(c),
  )
}

function brokeOff(c: Context<SurfaceEnv>) {
  return async ({ name, stack }: Error) => c.var.portal.log.error({ name, stack }, 'a stream broke off')
}

function wantsLines(c: Context<SurfaceEnv>): boolean {
  const supports = ['application/json', NDJSON]
  const isLines = accepts(c, { header: 'Accept', supports, default: 'application/json' }) === NDJSON
  if (isLines) c.header('Content-Type', NDJSON)
  return isLines
}

function linesOf(values: readonly object[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join('')
}

function onTheWire({ subject, compact, expiresAt }: ReleasedToken): z.infer<typeof consentToken> {
  return { subject, consent_token: compact, expires_at: expiresAt.toISOString() }
}
