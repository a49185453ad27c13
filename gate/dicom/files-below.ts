import { opendir } from 'node:fs/promises'
import { join } from 'node:path'

/** Everything below a folder that is not itself a folder, by its path from there; links are named, never followed. */
export async function* filesBelow(folder: string, below = ''): AsyncGenerator<string> {
  for await (const entry of await opendir(join(folder, below))) {
    const path = join(below, entry.name)
    if (entry.isDirectory()) yield* filesBelow(folder, path)
    else yield path
  }
}
