type Waiting<Item, Result> = { item: Item; resolve(result: Result): void; reject(error: unknown): void }

/** As many as one batch takes; the rest waits for the next. */
const MOST = 500

/**
 * One round of work for all who ask at the same time (a group commit): whoever asks while a batch runs goes into the
 * next. `work` answers in the order of its items. Where a batch fails, each of it is tried alone, so that one item that
 * cannot be done fails nobody else.
 */
export function inBatches<Item, Result>(
  work: (items: readonly Item[]) => Promise<readonly Result[]>,
  { most = MOST } = {},
): (item: Item) => Promise<Result> {
  const waiting: Waiting<Item, Result>[] = []
  let working = false

  const workOff = async () => {
    working = true
    while (waiting.length > 0) await workOn(waiting.splice(0, most))
    working = false
  }
  const workOn = async (batch: Waiting<Item, Result>[]) => {
    try {
      const results = await work(batch.map(({ item }) => item))
      for (const [index, { resolve }] of batch.entries()) resolve(results[index] as Result)
    } catch (error) {
      if (batch.length > 1) await Promise.all(batch.map((one) => workOn([one])))
      else batch[0]?.reject(error)
    }
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (!working) workOff()
    })
}
