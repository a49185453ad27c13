import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { decodeProtectedHeader } from 'jose'
import { operatorSettings } from '../demo/operator-settings.ts'
import { exits, no, says } from './expectations.ts'
import type { GateRun } from './gate.ts'
import { fetchesHerToken, type Guard } from './hospital-checks.ts'
import type { Stage } from './stage.ts'

const KEYS = fileURLToPath(new URL('../keys.ts', import.meta.url))

/** A signing key may have leaked: everything that it signed is worth nothing, and her consent is signed anew. */
export async function revokesKey(stage: Stage, guard: Guard): Promise<Guard> {
  const { tell, clinic } = stage
  tell.chapter('The key that signed her token may have leaked')
  const { kid = '' } = decodeProtectedHeader(guard.token)
  await tell.step(
    'the operator takes the key back, and with it what it signed',
    () => keys('revoke', kid, '--reason', 'The story says that it leaked'),
    says(0, /"tokensRevoked":[1-9]/),
  )
  await tell.step(
    'introspection says that her old token is dead',
    async () => (await clinic.introspect(guard.token)).body.active,
    no('it is still live'),
  )
  await tell.step('the gate syncs', () => guard.gate.run('sync'), exits(0))
  await tell.step(
    'and does not believe the old token any more',
    () => guard.gate.run('verify', ...guard.asked, guard.token),
    says(4, /key-revoked|revoked/),
  )
  await tell.step('but permits her data by a new one', () => guard.check(), exits(0))
  return { ...guard, token: await fetchesHerToken(stage) }
}

/** An operator's command line, at the portal's own machine. */
function keys(...args: string[]): Promise<GateRun> {
  const settings = `--env-file=${operatorSettings(process.env.DATA_DIR || '.data')}`
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [settings, KEYS, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        output += chunk
      })
    }
    child.on('error', reject)
    child.on('close', (code) => resolve({ exit: code ?? -1, output }))
  })
}
