import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '#db/embedded/free-port.server.ts'
import { ended, type Surroundings, startNode } from './program.ts'

export type RunningPortal = { url: string; stop(): Promise<void> }

/** The portal as `npm start` starts it, its log written to a file as in service. */
export async function startPortal(
  environment: Record<string, string>,
  surroundings: Surroundings,
): Promise<RunningPortal> {
  const port = await freePort()
  const { child, died } = startNode('app/server.ts', [], { ...environment, PORT: String(port) }, surroundings)
  const url = `http://127.0.0.1:${port}`
  await Promise.race([isReady(url), died])
  return { url, stop: () => ended(child) }
}

async function isReady(url: string): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const answer = await fetch(`${url}/readyz`).catch(() => null)
    if (answer?.ok) return
    await pause(50)
  }
  throw new Error(`${url} did not get ready`)
}
