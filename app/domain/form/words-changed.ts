import type { FormWords } from '../consent/form.ts'
import { aligned } from './aligned.ts'
import { type Part, partsOf, type Text, type TextKind } from './parts.ts'

/** A part of a form that is new, gone or says something else; its name as it reads now, or read last. */
export type PartChange = Pick<Part, 'kind' | 'id' | 'name'> & {
  news: 'added' | 'removed' | 'changed'
  texts: TextChange[]
}

/** One text before and after; null where there was or is none. `option` is the label of the answer that it belongs to. */
export type TextChange = { text: TextKind; option: string | null; before: string | null; after: string | null }

/** Every text that differs between two versions in one language, by part; the authors' own account of it apart. */
export function wordsChanged(before: FormWords, after: FormWords): PartChange[] {
  const [was, is] = [partsOf(before), partsOf(after)].map((parts) =>
    parts.filter(({ kind }) => kind !== 'what-changed'),
  ) as [Part[], Part[]]
  return inBoth(was, is, ({ kind, id }) => `${kind} ${id}`).flatMap(([old, now]) => {
    const part = now ?? old
    if (!part) return []
    const texts = part.kind === 'promises' ? listChanges(old, now) : textChanges(old, now)
    if (texts.length === 0 && old && now) return []
    const news = !old ? 'added' : now ? 'changed' : 'removed'
    return [{ kind: part.kind, id: part.id, name: part.name || old?.name || '', news, texts } satisfies PartChange]
  })
}

/** What is in either list, in the order of the newer one, with its partner in the other. */
function inBoth<Item>(
  before: readonly Item[],
  after: readonly Item[],
  key: (item: Item) => string,
): [Item | undefined, Item | undefined][] {
  const was = new Map(before.map((item) => [key(item), item]))
  const keys = new Set(after.map(key))
  return [
    ...after.map((item): [Item | undefined, Item] => [was.get(key(item)), item]),
    ...before.filter((item) => !keys.has(key(item))).map((item): [Item, undefined] => [item, undefined]),
  ]
}

function textChanges(before: Part | undefined, after: Part | undefined): TextChange[] {
  const pairs = inBoth(before?.texts ?? [], after?.texts ?? [], ({ text, of }) => `${text} ${of}`)
  return pairs.flatMap(([was, is]) => {
    const { text, of } = (is ?? was) as Text
    const option = of === '' ? null : labelIn(after, of) || labelIn(before, of) || of
    return changed({ text, option, before: was?.value || null, after: is?.value || null })
  })
}

function labelIn(part: Part | undefined, option: string): string | undefined {
  return part?.texts.find(({ text, of }) => text === 'label' && of === option)?.value
}

/** Entries of a list have no names: what stands at the same place between two that stayed is the same one, reworded. */
function listChanges(before: Part | undefined, after: Part | undefined): TextChange[] {
  const changes: TextChange[] = []
  let gone: TextChange[] = []
  for (const step of aligned(before?.texts ?? [], after?.texts ?? [], ({ value }) => value)) {
    const { text } = (step.after ?? step.before) as Text
    const stayed = step.before !== undefined && step.after !== undefined
    const reworded = step.before ? undefined : gone.shift()
    if (stayed) gone = []
    else if (reworded) reworded.after = step.after?.value ?? null
    else {
      const change = { text, option: null, before: step.before?.value ?? null, after: step.after?.value ?? null }
      changes.push(change)
      if (step.before) gone.push(change)
    }
  }
  return changes.flatMap(changed)
}

function changed(change: TextChange): TextChange[] {
  return change.before === change.after ? [] : [change]
}
