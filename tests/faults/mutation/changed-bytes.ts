import { encoded, spliced } from '#gate/selftest/forge.ts'
import type { Mutation } from './mutations.ts'
import type { Random } from './seeded.ts'

/** One to four bytes of one part are other ones, gone, or new; what stands there is well spelt. */
export const changedBytes: Mutation = ({ text }, random) => {
  const part = random.below(3)
  let bytes: Buffer = Buffer.from(text.split('.')[part] ?? '', 'base64url')
  for (let times = 1 + random.below(4); times > 0; times--) bytes = withOneChange(bytes, random)
  return spliced(text, part, encoded(bytes))
}

export function withOneChange(bytes: Buffer, random: Random): Buffer {
  const place = random.below(bytes.length)
  const [before, after] = [bytes.subarray(0, place), bytes.subarray(place + 1)]
  switch (random.below(4)) {
    case 0:
      return Buffer.concat([before, random.bytes(1), after])
    case 1:
      return Buffer.concat([before, Buffer.from([(bytes[place] ?? 0) ^ (1 << random.below(8))]), after])
    case 2:
      return Buffer.concat([before, after])
    default:
      return Buffer.concat([before, random.bytes(1), bytes.subarray(place)])
  }
}
