import type { Draw } from './decoys.ts'

/** Where a token's status is read. */
export type Place = { listId: string; index: number }

/** A random entry of a random list, and never a decoy's: where one token of a person is says nothing about her next. */
export function randomPlace(
  lists: readonly { id: string; size: number }[],
  isDecoy: (listId: string, index: number) => boolean,
  draw: Draw,
): Place {
  for (;;) {
    const list = lists[draw(lists.length)]
    if (!list) throw new RangeError('there is no list to place a token in')
    const index = draw(list.size)
    if (!isDecoy(list.id, index)) return { listId: list.id, index }
  }
}
