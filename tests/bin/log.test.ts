import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { createKeyFiles } from '#app/crypto/key-files.server.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'
import { testDatabase } from '#tests/support/test-database.ts'

test('what a process logs is there within two seconds, and whole once it was asked to end', async () => {
  const [database, keys] = [await testDatabase(), await temporaryFolder('accord-log-')]
  await createKeyFiles(keys.path, { demo: true })
  const worker = spawn(process.execPath, ['app/worker.ts'], {
    env: {
      ...process.env,
      ACCORD_URL: 'http://127.0.0.1:3999',
      ACCORD_DEMO: '1',
      ACCORD_KEYS_DIR: keys.path,
      DATABASE_URL: database.appUrl,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void worker.kill('SIGKILL'))
  const ended = once(worker, 'exit')
  const said = text(worker.stdout)
  const [first] = await once(worker.stdout, 'data')
  expect(String(first)).toContain('working')

  // What it says at the end of its life: nobody can be asked for anything.
  await database.drop()
  await new Promise((resolve) => setTimeout(resolve, 700))
  worker.kill('SIGTERM')
  expect(await ended).toEqual([0, null])
  expect(await said).toContain('"msg":"failed"')
  await keys.remove()
})
