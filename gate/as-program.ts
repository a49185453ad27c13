import { randomUUID } from 'node:crypto'
import { text } from 'node:stream/consumers'
import { EXIT } from './commands/command.ts'
import type { World } from './world.ts'

/** Runs `main` on this process's own arguments, clock and streams; whatever ends it before it has answered, it ends unverified. */
export function asProgram(name: string, main: (args: string[], world: World) => Promise<number>): void {
  process.exitCode = EXIT.unverifiable
  process.on('uncaughtException', (error) => {
    process.stderr.write(`${name}: ${error.message}\n`)
    process.exit(EXIT.unverifiable)
  })
  main(process.argv.slice(2), worldOfThisProcess()).then((exitCode) => {
    process.exitCode = exitCode
  })
}

function worldOfThisProcess(): World {
  return {
    fetch,
    now: () => new Date(),
    randomId: randomUUID,
    readInput: () => text(process.stdin),
    print: (line) => process.stdout.write(line),
    complain: (line) => process.stderr.write(line),
    stopped: () =>
      new Promise((resolve) => {
        for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
      }),
  }
}
