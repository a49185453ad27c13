import { changedBytes } from './changed-bytes.ts'
import { changedClaims } from './changed-claims.ts'
import { changedHeader } from './changed-header.ts'
import { changedSignature } from './changed-signature.ts'
import { changedText } from './changed-text.ts'
import type { GoodToken, Material } from './material.ts'
import type { Random } from './seeded.ts'
import { splicedTokens } from './spliced-tokens.ts'

/** One way of making a token that the portal never signed out of one that it did. */
export type Mutation = (good: GoodToken, random: Random, material: Material) => string

const MUTATIONS: Record<string, Mutation> = {
  'bytes changed': changedBytes,
  'text changed': changedText,
  'header changed': changedHeader,
  'signature changed': changedSignature,
  'claims changed': changedClaims,
  'tokens spliced': splicedTokens,
}

const NAMES = Object.keys(MUTATIONS)

/** A token that differs from every good one. */
export function mutated(random: Random, material: Material): { how: string; token: string } {
  for (;;) {
    const how = random.pick(NAMES)
    const token = MUTATIONS[how]?.(random.pick(material.tokens), random, material) ?? ''
    if (!material.tokens.some(({ text }) => text === token)) return { how, token }
  }
}
