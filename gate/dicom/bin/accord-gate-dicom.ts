#!/usr/bin/env node
import { randomUUID } from 'node:crypto'
import { text } from 'node:stream/consumers'
import { EXIT } from '../../commands/command.ts'
import { main } from '../main.ts'

/** Whatever ends this process before the command has answered, it ends unverified. */
process.exitCode = EXIT.unverifiable
process.on('uncaughtException', (error) => {
  process.stderr.write(`accord-gate-dicom: ${error.message}\n`)
  process.exit(EXIT.unverifiable)
})

main(process.argv.slice(2), {
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
}).then((exitCode) => {
  process.exitCode = exitCode
})
