import type { Mutation } from './mutations.ts'

/** Each part from another good token, not always in its place. */
export const splicedTokens: Mutation = (_, random, { tokens }) => {
  const parts = [0, 1, 2].map((place) => {
    const from = random.pick(tokens).text.split('.')
    return from[random.below(8) === 0 ? random.below(3) : place] ?? ''
  })
  return parts.join('.')
}
