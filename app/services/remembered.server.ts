import type { ChangeKind, Changes } from '#db/changes.server.ts'

/** An answer, and the row whose change makes it forgotten. */
export type Memorable<Answer> = { answer: Answer; rowId: string }

export type Remembered<Answer, Question = string> = {
  (question: Question): Promise<Answer | null>
  /** The answer, if memory has it and may give it. */
  held(question: Question): Answer | null
}

type Options<Question> = {
  /** By what an answer is found again; a question that is not text has to say it. */
  keyOf?: (question: Question) => string
  most?: number
}

/** As many answers as one instance keeps to one kind of question. */
const MOST = 100_000

/**
 * Answers from memory for as long as the row below the answer has not changed, and by `load` whenever a change could
 * have been missed. What is not there is never remembered, so that nobody fills the memory by guessing.
 */
export function remembered<Answer, Question = string>(
  changes: Changes,
  kind: ChangeKind,
  load: (question: Question) => Promise<Memorable<Answer> | null>,
  { keyOf = String, most = MOST }: Options<Question> = {},
): Remembered<Answer, Question> {
  const known = new Map<string, Memorable<Answer>>()
  const keysOf = new Map<string, Set<string>>()
  let changesHeard = 0

  const keep = (key: string, memory: Memorable<Answer>) => {
    for (const oldest of known.keys()) {
      if (known.size < most) break
      forget(oldest)
    }
    known.set(key, memory)
    keysOf.set(memory.rowId, (keysOf.get(memory.rowId) ?? new Set()).add(key))
  }
  const forget = (key: string) => {
    const rowId = known.get(key)?.rowId ?? ''
    known.delete(key)
    keysOf.get(rowId)?.delete(key)
    if (keysOf.get(rowId)?.size === 0) keysOf.delete(rowId)
  }
  changes.on(kind, (rowId) => {
    changesHeard++
    for (const key of [...(keysOf.get(rowId) ?? [])]) forget(key)
  })
  changes.on('all', () => {
    changesHeard++
    known.clear()
    keysOf.clear()
  })

  const held = (question: Question) => (changes.areFresh() ? (known.get(keyOf(question))?.answer ?? null) : null)

  const read = async (question: Question) => {
    const memory = held(question)
    if (memory !== null) return memory
    const heardBefore = changesHeard
    const loaded = await load(question)
    if (loaded && heardBefore === changesHeard) keep(keyOf(question), loaded)
    return loaded?.answer ?? null
  }
  return Object.assign(read, { held })
}
