import { dirname, join } from 'node:path'

const folder = dirname(import.meta.dirname)

/** An absolute path from one inside the project, wherever the command was given. */
export function inProject(...path: string[]): string {
  return join(folder, ...path)
}
