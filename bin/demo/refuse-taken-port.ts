import { once } from 'node:events'
import { createServer } from 'node:net'

/** Fails early and clearly when something else already listens on `port`. */
export async function refuseTakenPort(port: number): Promise<void> {
  const server = createServer().listen(port, '127.0.0.1')
  try {
    await once(server, 'listening')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    throw new Error(`Something already listens on port ${port}. Set PORT (and DATA_DIR, to run beside another demo).`)
  }
  server.close()
  await once(server, 'close')
}
