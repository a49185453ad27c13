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
const { values, positionals } = parseArgs({ options: { reason: { type: 'string' } }, allowPositionals: true })
const [name = '', subject, ...more] = positionals
const operation = Object.hasOwn(OPERATIONS, name) ? OPERATIONS[name] : undefined
if (!operation || !subject || more.length > 0) {
  console.error(USAGE)
  process.exit(2)
}
const by = { name: `operator ${userInfo().username}`, reason: values.reason ?? null }
const done = await withPortal((portal) => operation.run(portal, subject, by))
console.log(
  JSON.stringify(done.ok ? { [operation.of.toLowerCase()]: subject, ...done.event } : { refused: done.refusal }),
)
process.exit(done.ok ? 0 : 1)
