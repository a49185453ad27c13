import { userInfo } from 'node:os'
import { parseArgs } from 'node:util'
import { createKeyFiles } from '#app/crypto/key-files.server.ts'
import { KEY_PURPOSES } from '#app/crypto/keyring.server.ts'
import { revokeKey } from '#app/services/revoke-key.server.ts'
import { rotateKeys } from '#app/services/rotate-keys.server.ts'
import { asTable } from './keys/as-table.ts'
import { withPortal } from './operate/with-portal.ts'

const USAGE = `npm run keys                                   creates what is missing in ACCORD_KEYS_DIR
npm run keys -- rotate [--purpose PURPOSE]     makes new keys, which sign in two minutes
npm run keys -- revoke KID [--reason TEXT]     takes a key back, and everything that it signed
npm run keys -- list                           says where each key stands`

const directory = process.env.ACCORD_KEYS_DIR
if (!directory) stop('ACCORD_KEYS_DIR must name the folder for the keys; see .env.example')

const [verb, ...args] = process.argv.slice(2)
const kid = verb === 'revoke' ? args.shift() : undefined // A name may begin with a hyphen, as an option does.
const options = optionsIn(args)

if (verb === undefined) {
  await createKeyFiles(directory)
  console.log(
    `The keys are in ${directory}: back them up apart from the database, readable by the portal's user alone.`,
  )
} else if (verb === 'rotate') {
  const purposes = KEY_PURPOSES.filter((purpose) => options.purpose === undefined || options.purpose === purpose)
  if (purposes.length === 0) stop(`PURPOSE is one of ${KEY_PURPOSES.join(', ')}`)
  for (const made of await withPortal((portal) => rotateKeys(portal, purposes))) console.log(made)
} else if (verb === 'revoke' && kid) {
  const by = { name: `operator ${userInfo().username}`, reason: options.reason ?? null }
  const done = await withPortal((portal) => revokeKey(portal, { kid, by }))
  console.log(JSON.stringify(done.ok ? { kid, ...done.event } : { refused: done.refusal }))
  if (!done.ok) process.exit(1)
} else if (verb === 'list') {
  console.log(await withPortal(async (portal) => asTable(await portal.keys.known(), portal.clock.now())))
} else {
  stop(USAGE)
}

function optionsIn(args: string[]): { purpose?: string; reason?: string } {
  try {
    return parseArgs({ args, options: { purpose: { type: 'string' }, reason: { type: 'string' } } }).values
  } catch {
    return stop(USAGE)
  }
}

function stop(why: string): never {
  console.error(why)
  process.exit(2)
}
