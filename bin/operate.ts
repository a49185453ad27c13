import { userInfo } from 'node:os'
import { parseArgs } from 'node:util'
import { OPERATIONS } from './operate/operations.ts'
import { withPortal } from './operate/with-portal.ts'

const USAGE = `npm run operate -- OPERATION NAME [--reason TEXT]

${Object.entries(OPERATIONS)
  .map(([name, { of, effect }]) => `  ${`${name} ${of}`.padEnd(32)}${effect}`)
  .join('\n')}

The reason is kept in the audit, with who said it; nobody else is told.`

/** What an operator does to nodes, data uses and forms, at the command line of the portal's own machine. */
const [name = '', subject, ...args] = process.argv.slice(2)
const operation = Object.hasOwn(OPERATIONS, name) ? OPERATIONS[name] : undefined
if (!operation || !subject) stop()
const by = { name: `operator ${userInfo().username}`, reason: reasonIn(args) }
const done = await withPortal((portal) => operation.run(portal, subject, by))
console.log(
  JSON.stringify(done.ok ? { [operation.of.toLowerCase()]: subject, ...done.event } : { refused: done.refusal }),
)
process.exit(done.ok ? 0 : 1)

function reasonIn(args: string[]): string | null {
  try {
    return parseArgs({ args, options: { reason: { type: 'string' } } }).values.reason ?? null
  } catch {
    return stop()
  }
}

function stop(): never {
  console.error(USAGE)
  process.exit(2)
}
