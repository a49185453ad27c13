import { type SecretLabel, slowHash } from '#app/crypto/secrets.server.ts'
import type { Portal } from '#app/portal.server.ts'

/** A few hundred made-up secrets that stand in a file anyway: hashed at a cost that lets a demo start in seconds. */
const DEMO_SLOWNESS = { N: 2 ** 10, r: 8, p: 1 }

export function demoHash({ secrets }: Portal, label: SecretLabel, text: string): Promise<string> {
  return slowHash({ ...secrets, slowness: DEMO_SLOWNESS }, label, text)
}
