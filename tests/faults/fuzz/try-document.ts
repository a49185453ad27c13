import { Refusal } from '#gate/refusal.ts'
import type { Verdict } from '#gate/verify-consent-token.ts'
import type { Material } from '../mutation/material.ts'
import { quickest } from '../quickest.ts'
import type { Document } from './documents.ts'

/** How the gate answered: what it read, or the code of its refusal; `untyped` is what nobody foresaw. */
export type Answer = { read: unknown } | { refused: string } | { untyped: string }

export type Tried = { answer: Answer; milliseconds: number }

/** Lets the gate read this, and says how long that takes by itself. */
export async function tried(document: Document, jws: string, { trust }: Material): Promise<Tried> {
  const read = () => document.read(jws, trust)
  const { answer, milliseconds } = await once(read)
  return { answer, milliseconds: await quickest(() => once(read), milliseconds) }
}

async function once(read: () => Promise<unknown>): Promise<Tried> {
  const begun = performance.now()
  const answer = await read().then(answerOf, refusalOf)
  return { answer, milliseconds: performance.now() - begun }
}

function answerOf(read: unknown): Answer {
  if (!isVerdict(read) || read.outcome === 'permit') return { read }
  return read.reason === 'verification-failed' ? { untyped: read.reason } : { refused: read.reason }
}

function isVerdict(read: unknown): read is Verdict {
  return typeof read === 'object' && read !== null && 'outcome' in read
}

function refusalOf(error: unknown): Answer {
  if (error instanceof Refusal && error.reason !== 'verification-failed') return { refused: error.reason }
  return { untyped: error instanceof Error ? (error.stack ?? error.message) : String(error) }
}
