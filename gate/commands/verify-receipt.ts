import { createReadStream } from 'node:fs'
import { buffer } from 'node:stream/consumers'
import { MAX_RECEIPT_BYTES } from '../../app/domain/receipt/seal.ts'
import { Failure } from '../failure.ts'
import { openHome } from '../home/gate-home.ts'
import { readTrustFile } from '../home/trust-file.ts'
import { type ReceiptTrust, type ReceiptVerdict, verifyReceipt } from '../receipt/verify-receipt.ts'
import { isUnverifiable } from '../refusal.ts'
import { isJsonObject } from '../strict-json.ts'
import { issuerKeys } from '../trust.ts'
import { UsageError } from '../usage-error.ts'
import { type Command, EXIT, type ExitCode, type Given } from './command.ts'
import { HOME_OPTION } from './home-option.ts'

export const verifyReceiptCommand: Command = {
  name: 'verify-receipt',
  summary: 'Says whether a receipt (JSON-LD, FHIR or PDF) is, to the last byte, what the portal sealed; asks nobody.',
  positional: 'FILE',
  options: {
    ...HOME_OPTION,
    keys: { value: 'FILE', help: "the portal's published key set, in place of what a home's last sync brought" },
    issuer: { value: 'URL', help: 'with --keys: the portal that must have sealed it' },
  },
  async run(given, world) {
    const file = await readNamed(given.positionals[0] ?? '')
    const verdict = verifyReceipt(file, await trustFor(given), world.now())
    world.print(`${JSON.stringify(verdict, null, 2)}\n`)
    return exitCodeOf(verdict)
  },
}

function exitCodeOf(verdict: ReceiptVerdict): ExitCode {
  if (verdict.outcome === 'genuine') return EXIT.allPermitted
  return isUnverifiable(verdict.reason) ? EXIT.unverifiable : EXIT.nonePermitted
}

async function trustFor(given: Given): Promise<ReceiptTrust> {
  const path = given.textOrNull('keys')
  const issuer = given.textOrNull('issuer')
  if (path !== null) return { issuer, keys: await keysFrom(await readNamed(path)) }
  if (issuer !== null) throw new UsageError('--issuer goes with --keys: a home knows its portal')
  const { paths, config } = await openHome(given.text('home'))
  const held = await readTrustFile(paths.trust)
  if (!held) throw new Failure('never-synced')
  return { issuer: config.portal, keys: await issuerKeys(held.jwks) }
}

async function keysFrom(text: Buffer) {
  try {
    const set: unknown = JSON.parse(text.toString())
    if (isJsonObject(set) && Array.isArray(set.keys)) return await issuerKeys({ ...set, keys: set.keys })
  } catch (cause) {
    throw new Failure('key-set-invalid', {}, { cause })
  }
  throw new Failure('key-set-invalid')
}

/** No more of it than shows that it is too large to be a receipt, whatever somebody hands in. */
function readNamed(path: string): Promise<Buffer> {
  return buffer(createReadStream(path, { end: MAX_RECEIPT_BYTES })).catch(() => {
    throw new UsageError(`${path} cannot be read`)
  })
}
