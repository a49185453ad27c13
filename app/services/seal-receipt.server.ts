import { fileDigest, receiptSeal, withSeal } from '../crypto/receipt-seal.server.ts'
import type { Portal } from '../portal.server.ts'

/** A receipt as its JSON-LD file has it, the seal not set yet: what every seal of it names. */
export type UnsealedReceipt = { id: string; jsonLd: Buffer }

/** One form of a receipt with its seal set, over every other byte of the file. */
export async function sealReceipt(portal: Portal, receipt: UnsealedReceipt, file = receipt.jsonLd): Promise<Buffer> {
  const claims = { ...claimsFor(portal, receipt), jti: receipt.id, file: fileDigest(file) }
  return withSeal(file, await receiptSeal(portal.keys, claims))
}

/** What stands on paper: the record's digest in hexadecimal, and a seal of it that names nobody's receipt. */
export async function printedSeal(portal: Portal, receipt: UnsealedReceipt): Promise<{ digest: string; seal: string }> {
  const claims = claimsFor(portal, receipt)
  const digest = Buffer.from(claims.record, 'base64url').toString('hex')
  return { digest, seal: await receiptSeal(portal.keys, claims) }
}

function claimsFor({ settings, clock }: Portal, { jsonLd }: UnsealedReceipt) {
  return { iss: settings.url, iat: Math.floor(clock.now().getTime() / 1000), record: fileDigest(jsonLd) }
}
