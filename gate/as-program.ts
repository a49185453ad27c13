import { randomUUID } from 'node:crypto'
import { writeSync } from 'node:fs'
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
    print: printAtOnce,
    complain: (line) => process.stderr.write(line),
    terminal: process.stderr.isTTY === true,
    stopped: () =>
      new Promise((resolve) => {
        for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
      }),
  }
}

const STANDARD_OUTPUT = 1

/** Throws where an answer cannot be given, for example on a full disk; waits for a reader that is slow. */
function printAtOnce(text: string): void {
  for (let left = Buffer.from(text); left.length > 0; ) {
    try {
      left = left.subarray(writeSync(STANDARD_OUTPUT, left))
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
    }
  }
}
