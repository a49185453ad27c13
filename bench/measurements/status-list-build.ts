import { StatusList } from '@sd-jwt/jwt-status-list'
import { decodeJwt } from 'jose'
import { KEY_PURPOSES, newStoredKey } from '#app/crypto/keyring.server.ts'
import { keyringFrom } from '#app/crypto/open-keyring.server.ts'
import { statusListJwt } from '#app/crypto/status-list-jwt.server.ts'
import { STATUS_LIST_SIZE } from '#app/domain/token/status-list.ts'
import { twoPercentOf } from '../ground/two-percent.ts'
import { inTurns, type Measurement } from '../measurement.ts'

const ROUNDS = 9

/** A list that replaces one before it: built, packed, signed, read again and compared, against packing alone. */
export const statusListBuild: Measurement = {
  name: 'status-list-build',
  work: 'a status list of 2^20, 2 % set: built, packed, compared with the one before, signed and checked',
  peer: '@sd-jwt/jwt-status-list packing the same (not signed, not checked)',
  unit: 'ms',
  reach: { timesAsFast: 10 },
  run: async () => {
    const revoked = twoPercentOf(STATUS_LIST_SIZE)
    const keys = keyringFrom(await Promise.all(KEY_PURPOSES.map(newStoredKey)))
    const list = { issuer: 'https://portal.example', uri: 'https://portal.example/status-lists/a' }
    const build = (previous: string | null, entries: number[]) =>
      statusListJwt(keys, { ...list, size: STATUS_LIST_SIZE, revoked: entries, previous, at: new Date() })
    const before = await build(null, revoked.slice(0, -10))

    const entries = new Array<number>(STATUS_LIST_SIZE).fill(0)
    for (const index of revoked) entries[index] = 1
    let [built, packed] = ['', '']
    const ours = () => milliseconds(async () => (built = await build(before, revoked)))
    const against = () => milliseconds(async () => (packed = new StatusList(entries, 1).compressStatusList()))
    await ours()
    const seen = await inTurns(ROUNDS, { ours, against })

    const { lst } = decodeJwt<{ status_list: { lst: string } }>(built).status_list
    const more = (lst.length / packed.length - 1) * 100
    const says = `${lst.length} bytes packed, against ${packed.length} (10 % more at most)`
    return { ...seen, also: [{ says, met: more <= 10 }] }
  },
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}
