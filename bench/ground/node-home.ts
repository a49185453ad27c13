import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { forge, type IssuerInHand, madeKey, statusListMember } from '#gate/selftest/forge.ts'

/** What a hospital's node holds after a sync of so many people, and a cohort of all of them, made without any portal. */
export type NodeHome = { folder: string; home: string; store: string; cohort: string }

const ISSUER = 'https://portal.example'
const NODE = 'node-1'
const DAY = 86_400
const LIST_ENTRIES = 2 ** 20

/** The people and their tokens all differ; consent claims are few, as forms are. */
export async function nodeHome(people: number, parent: string): Promise<NodeHome> {
  const folder = await mkdtemp(join(parent, 'gate-'))
  const home = join(folder, 'home')
  await mkdir(join(home, 'state/consent-tokens'), { recursive: true })
  const keys = { consent: madeKey('consent+jwt'), list: madeKey('statuslist+jwt') }
  await writeFile(join(home, 'config.json'), JSON.stringify(configOf()))
  await writeFile(join(home, 'private.jwk.json'), JSON.stringify(privateKey()))
  await writeFile(join(home, 'state/trust.json'), JSON.stringify(trustOf(keys, Math.ceil(people / LIST_ENTRIES))))
  const subjects = Array.from({ length: people }, () => randomBytes(16).toString('base64url'))
  const [store, cohort] = [join(home, 'state/consent-tokens/consent-lung.ndjson'), join(folder, 'cohort.csv')]
  await write(store, storeOf(subjects, keys.consent))
  await write(cohort, cohortOf(subjects))
  return { folder, home, store, cohort }
}

function configOf() {
  return { portal: ISSUER, client_id: NODE, organisation: null, programmes: ['lung'], data_uses: [] }
}

function privateKey() {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' })
  return { ...privateKey.export({ format: 'jwk' }), kid: 'node-key' }
}

function trustOf({ consent, list }: { consent: IssuerInHand; list: IssuerInHand }, lists: number) {
  const now = Math.floor(Date.now() / 1000)
  const held = Array.from({ length: lists }, (_, index) => {
    const header = { alg: 'ES256', kid: list.kid, typ: 'statuslist+jwt' }
    const status_list = statusListMember({}, 1, LIST_ENTRIES)
    const payload = { iss: ISSUER, sub: listUri(index), iat: now, exp: now + DAY, ttl: 60, status_list }
    const token = forge({ header, payload, key: list.privateKey })
    return [listUri(index), { token, etag: null, fetched_at: now, newest_iat: now }] as const
  })
  return {
    issuer: ISSUER,
    audience: NODE,
    synced_at: now,
    jwks: { keys: [consent.publicJwk, list.publicJwk] },
    status_lists: Object.fromEntries(held),
  }
}

function listUri(index: number): string {
  return `${ISSUER}/status-lists/${index}`
}

function* storeOf(subjects: readonly string[], key: IssuerInHand): Generator<string> {
  const today = Math.floor(Date.now() / 1000 / DAY) * DAY
  const exp = today + 30 * DAY
  const expires_at = new Date(exp * 1000).toISOString()
  const header = { alg: 'ES256', kid: key.kid, typ: 'consent+jwt' }
  yield `${JSON.stringify({ cursor: null, tokens: subjects.length })}\n`
  for (const [number, subject] of subjects.entries()) {
    const status_list = { idx: number % LIST_ENTRIES, uri: listUri(Math.floor(number / LIST_ENTRIES)) }
    const payload = {
      ...{ iss: ISSUER, sub: subject, aud: NODE, iat: today, nbf: today, exp, jti: randomUUID() },
      status: { status_list },
      consent: consentOf(number % 3),
    }
    const consent_token = forge({ header, payload, key: key.privateKey })
    yield `${JSON.stringify({ subject, consent_token, expires_at })}\n`
  }
}

/** One in three permits imaging alone, one clinical data too, one something else. */
function consentOf(kind: number) {
  const permit = {
    effect: 'permit',
    purpose: ['ai-development', 'scientific-research'],
    recipient: ['public-research'],
    region: ['eu-eea'],
    data: [['imaging-ct'], ['imaging-ct', 'clinical'], ['imaging-mr']][kind],
    ...{ from: null, until: null, acquired_from: null, acquired_until: null },
  }
  return {
    programme: 'lung',
    basis: 'consent',
    form: { id: 'lung-2026', version: '1' },
    provisions: [permit],
    recontact: false,
    incidental_findings: 'no',
  }
}

function* cohortOf(subjects: readonly string[]): Generator<string> {
  yield 'pseudonym,scan\n'
  for (const [number, subject] of subjects.entries()) yield `${subject},scan-${number}\n`
}

async function write(path: string, lines: Iterable<string>): Promise<void> {
  const file = createWriteStream(path)
  let piece = ''
  for (const line of lines) {
    piece += line
    if (piece.length < 2 ** 20) continue
    if (!file.write(piece)) await new Promise((resolve) => file.once('drain', resolve))
    piece = ''
  }
  file.end(piece)
  await finished(file)
}
