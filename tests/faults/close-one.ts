import { openPortal } from '#app/portal.server.ts'
import { closeAccount } from '#app/services/close-account.server.ts'
import { SNAPSHOT } from '#tests/support/build.ts'

/** Closes one account, as a process that can be killed while it does. */
await closeAccount(await openPortal(process.env), { contributorId: process.argv[2] ?? '', snapshot: SNAPSHOT })
process.exit(0)
