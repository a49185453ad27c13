import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose'
import { type NodeKey, nodeKeyFrom, writeHome } from '../home/gate-home.ts'
import { fetchAnchors } from '../portal/fetch-anchors.ts'
import { portalClient } from '../portal/portal-client.ts'
import { UsageError } from '../usage-error.ts'
import type { World } from '../world.ts'
import { anchorsFrom, askToCompare } from './anchor-option.ts'
import { type Command, EXIT } from './command.ts'
import { HOME_OPTION } from './home-option.ts'

export const init: Command = {
  name: 'init',
  summary: 'Makes a home for this node and prints the public keys to register with the portal.',
  options: {
    ...HOME_OPTION,
    portal: { value: 'URL', required: true, help: "the portal's base URL, as it stands in its tokens" },
    'client-id': { value: 'ID', required: true, help: "this node's client id at the portal" },
    organisation: { value: 'NAME', help: 'the hospital' },
    programme: { value: 'ID', many: true, help: 'a programme to sync consents for' },
    'data-use': { value: 'ID', many: true, help: 'a data use to sync altruism for' },
    anchor: { value: 'THUMBPRINT', many: true, help: 'the key that may sign bundles; without it the portal is asked' },
    key: { value: 'FILE', help: 'a private P-384 key as a JWK; without it one is made' },
  },
  async run(given, { print, complain, fetch }) {
    const home = given.text('home')
    if (existsSync(join(home, 'config.json'))) throw new UsageError(`${home} already belongs to a node`)
    const portal = portalFrom(given.text('portal'))
    const key = await keyFrom(given.textOrNull('key'))
    const anchors = await anchorsToPin(anchorsFrom(given), portal, { complain, fetch })
    await writeHome(
      home,
      {
        portal,
        client_id: given.text('client-id'),
        organisation: given.textOrNull('organisation'),
        programmes: given.texts('programme'),
        data_uses: given.texts('data-use'),
        anchors,
      },
      key,
    )
    print(`${JSON.stringify(publicJwks(key), null, 2)}\n`)
    return EXIT.allPermitted
  },
}

/** Those that were named, or those that the portal shows; where it shows none, the first sync asks it again. */
async function anchorsToPin(named: string[], portal: string, { complain, fetch }: Pick<World, 'complain' | 'fetch'>) {
  if (named.length > 0) return named
  const shown = await fetchAnchors(portalClient(portal, fetch)).catch(() => [])
  complain(shown.length > 0 ? askToCompare(shown) : 'accord-gate: no trust anchor is pinned: the portal shows none\n')
  return shown
}

/** Without a slash at the end; https, except towards this very machine. */
function portalFrom(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null
  const isLocal = url !== null && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  if (url?.protocol !== 'https:' && !(isLocal && url.protocol === 'http:')) {
    throw new UsageError('--portal must be an https URL')
  }
  return text.replace(/\/+$/, '')
}

async function keyFrom(path: string | null): Promise<NodeKey> {
  const jwk: JWK = path === null ? await newPrivateKey() : JSON.parse(await readFile(path, 'utf8'))
  return nodeKeyFrom({ ...jwk, kid: jwk.kid ?? (await calculateJwkThumbprint(jwk)) })
}

async function newPrivateKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('ES384', { extractable: true })
  return exportJWK(privateKey)
}

function publicJwks({ kty, crv, x, y, kid }: NodeKey) {
  return { keys: [{ kty, crv, x, y, kid, alg: 'ES384', use: 'sig' }] }
}
