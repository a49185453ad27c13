import { deflateSync } from 'node:zlib'
import { getListFromStatusListJWT } from '@sd-jwt/jwt-status-list'
import { importJWK, type JWK, jwtVerify } from 'jose'
import { STATUS_LIST_SIZE } from '#app/domain/token/status-list.ts'
import { forge, madeKey } from '#gate/selftest/forge.ts'
import { verifiedStatusList } from '#gate/status-list-token.ts'
import { whyNotValid } from '#gate/token-status.ts'
import { issuerKeys } from '#gate/trust.ts'
import { twoPercentOf } from '../ground/two-percent.ts'
import { inTurns, type Measurement } from '../measurement.ts'

const ROUNDS = 15
const LOOK_UPS = 1_000_000
const URI = 'https://portal.example/status-lists/a'
const ISSUER = 'https://portal.example'

/** What a gate does once with each list, and then once for each person. */
export const gateList: Measurement = {
  name: 'gate-list',
  work: 'gate: a signed list of 2^20, 2 % set: verified, inflated, 1,000,000 look-ups',
  peer: 'jose + @sd-jwt/jwt-status-list doing the same',
  unit: 'ms',
  reach: { timesAsFast: 15 },
  run: async () => {
    const key = madeKey('statuslist+jwt')
    const jwt = signedList(key)
    const indices = Uint32Array.from({ length: LOOK_UPS }, () => Math.floor(Math.random() * STATUS_LIST_SIZE))
    const keys = await issuerKeys({ keys: [key.publicJwk] })
    const publicKey = await importJWK(key.publicJwk as JWK, 'ES256')
    let [found, expected] = [0, 0]

    const ours = async () => {
      const begun = performance.now()
      const list = await verifiedStatusList(jwt, { uri: URI, issuer: ISSUER, keys }, new Date())
      found = 0
      for (let at = 0; at < LOOK_UPS; at++) if (whyNotValid(list, indices[at] as number) !== null) found += 1
      return performance.now() - begun
    }
    const against = async () => {
      const begun = performance.now()
      await jwtVerify(jwt, publicKey, { typ: 'statuslist+jwt', subject: URI, issuer: ISSUER, algorithms: ['ES256'] })
      const list = getListFromStatusListJWT(jwt)
      expected = 0
      for (let at = 0; at < LOOK_UPS; at++) if (list.getStatus(indices[at] as number) !== 0) expected += 1
      return performance.now() - begun
    }
    for (let warmUp = 0; warmUp < 3; warmUp++) await inTurns(1, { ours, against })
    const seen = await inTurns(ROUNDS, { ours, against })
    return { ...seen, also: [{ says: `both found the same ${found} set`, met: found === expected }] }
  },
}

function signedList({ kid, privateKey }: ReturnType<typeof madeKey>): string {
  const entries = new Uint8Array(STATUS_LIST_SIZE / 8)
  for (const index of twoPercentOf(STATUS_LIST_SIZE))
    entries[index >> 3] = (entries[index >> 3] ?? 0) | (1 << (index & 7))
  const now = Math.floor(Date.now() / 1000)
  const status_list = { bits: 1, lst: deflateSync(entries).toString('base64url') }
  const payload = { iss: ISSUER, sub: URI, iat: now, exp: now + 86_400, ttl: 60, status_list }
  return forge({ header: { alg: 'ES256', kid, typ: 'statuslist+jwt' }, payload, key: privateKey })
}
