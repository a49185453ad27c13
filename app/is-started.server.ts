import { argv } from 'node:process'
import { pathToFileURL } from 'node:url'

/** Whether this module is what Node was asked to run, rather than an import (`import.meta.main` is newer than our oldest Node). */
export function isStarted(moduleUrl: string): boolean {
  return argv[1] !== undefined && pathToFileURL(argv[1]).href === moduleUrl
}
