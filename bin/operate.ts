import { userInfo } from 'node:os'
import { parseArgs } from 'node:util'
import { check } from './operate/check.ts'
import type { Given } from './operate/operation.ts'
import { OPERATIONS } from './operate/operations.ts'
import { REFUSALS } from './operate/refusals.ts'
import { USAGE } from './operate/usage.ts'
import { withPortal } from './operate/with-portal.ts'

/** What an operator does at the command line of the portal's own machine: sets things up, staffs them, stops them. */
const [name = '', subject, ...args] = process.argv.slice(2)
if (name === '--help') {
  console.log(USAGE)
  process.exit(0)
}
if (name === 'check' && subject === undefined) process.exit(await check(process.env))

const operation = Object.hasOwn(OPERATIONS, name) ? OPERATIONS[name] : undefined
if (!operation || !subject) stop(USAGE)
const given = givenIn(args)
const done = await withPortal((portal) => operation.run(portal, subject, given)).catch((error: Error) =>
  stop(error.message),
)
console.log(
  JSON.stringify(done.ok ? { [operation.of.toLowerCase()]: subject, ...done.event } : { refused: done.refusal }),
)
if (!done.ok && REFUSALS[done.refusal]) console.error(REFUSALS[done.refusal])
process.exit(done.ok ? 0 : 1)

function givenIn(args: string[]): Given {
  const text = { type: 'string' } as const
  const options = { reason: text, role: text, programme: text, hospital: text, renamed: { type: 'boolean' } } as const
  try {
    const {
      reason = null,
      role = null,
      programme = null,
      hospital = null,
      renamed = false,
    } = parseArgs({ args, options }).values
    return { by: { name: `operator ${userInfo().username}`, reason }, role, programme, hospital, renamed }
  } catch {
    return stop(USAGE)
  }
}

function stop(why: string): never {
  console.error(why)
  process.exit(2)
}
