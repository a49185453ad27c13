import { hkdfSync } from 'node:crypto'
import type { Basis } from '../covering-provision.ts'
import type { GateHome } from '../home/gate-home.ts'
import { type HeldIndex, packedIndex, unpackedIndex } from './held-index.ts'
import { readPacked, writePacked } from './index-file.ts'

/** What this node remembers of a store beside it, in `*.ndjson.index`: a shortcut that may be gone at any time. */
export type IndexMemory = { recall(): HeldIndex | null; keep(index: HeldIndex): Promise<void> }

/** Sealed by the node's own key: what others wrote, or nobody, is not believed. */
export function indexMemory({ config, key, paths }: GateHome, basis: Basis): IndexMemory {
  const path = `${paths.consentTokens(basis)}.index`
  const whose = { issuer: config.portal, audience: config.client_id }
  const sealing = Buffer.from(hkdfSync('sha256', Buffer.from(key.d ?? '', 'base64url'), '', PURPOSE, 32))
  return {
    recall() {
      const packed = readPacked(path, sealing)
      return packed && unpackedIndex(packed, whose)
    },
    keep: (index) => writePacked(path, packedIndex(index, whose), sealing),
  }
}

const PURPOSE = 'accord-gate index of consent tokens'
