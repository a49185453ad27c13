import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { api } from '#app/api/index.ts'
import { openPortal } from '#app/portal.server.ts'

/** A program: one instance of the portal with its machine surface alone, which needs no build; it tells at which port. */
const portal = await openPortal()
const server = createAdaptorServer({ fetch: api(portal).fetch })
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))
process.once('SIGTERM', async () => {
  server.close()
  await portal.changes.close()
  await portal.db.close()
  process.exit(0)
})
