import { argv } from 'node:process'
import { pathToFileURL } from 'node:url'

/** Runs `main` where this module is what Node was asked to run, rather than an import; a start that fails says why in one line. */
export function whenStarted(moduleUrl: string, main: () => Promise<void>): void {
  if (argv[1] === undefined || pathToFileURL(argv[1]).href !== moduleUrl) return
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  })
}
