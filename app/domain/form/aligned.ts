/** One step through two lists: both where they say the same, else the one that is gone or the one that is new. */
export type Step<Item> = { before?: Item; after?: Item }

/** Two lists side by side with as much in common as they have; nothing of either is left out. */
export function aligned<Item>(
  before: readonly Item[],
  after: readonly Item[],
  key: (item: Item) => string,
): Step<Item>[] {
  const from = before.map(key)
  const to = after.map(key)
  const common = commonFrom(from, to)
  const steps: Step<Item>[] = []
  let [gone, come] = [0, 0]
  while (gone < before.length || come < after.length) {
    const [was, is] = [before[gone] as Item, after[come] as Item]
    if (gone < before.length && come < after.length && from[gone] === to[come]) {
      steps.push({ before: was, after: is })
      gone++
      come++
    } else if (gone < before.length && (come === after.length || common(gone + 1, come) >= common(gone, come + 1))) {
      steps.push({ before: was })
      gone++
    } else {
      steps.push({ after: is })
      come++
    }
  }
  return steps
}

/** Beyond this the table would be too large; then nothing counts as common but what stands face to face. */
const MOST_CELLS = 4_000_000

/** How many items two lists have in common, in the same order, from these two places on. */
function commonFrom(from: readonly string[], to: readonly string[]): (gone: number, come: number) => number {
  const width = to.length + 1
  if ((from.length + 1) * width > MOST_CELLS) return () => 0

  const table = new Uint32Array((from.length + 1) * width)
  const at = (gone: number, come: number) => table[gone * width + come] ?? 0
  for (let gone = from.length - 1; gone >= 0; gone--) {
    for (let come = to.length - 1; come >= 0; come--) {
      table[gone * width + come] =
        from[gone] === to[come] ? at(gone + 1, come + 1) + 1 : Math.max(at(gone + 1, come), at(gone, come + 1))
    }
  }
  return at
}
