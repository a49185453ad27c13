import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { onTestFinished } from 'vitest'

const PLUGIN = '/usr/share/orthanc/plugins/libOrthancPython.so'
const SCRIPT = join(import.meta.dirname, '../../../gate/python/orthanc_accord.py')

/** Debian's own Orthanc with its Python plugin, and DCMTK to send it images. */
export const ORTHANC = existsSync(PLUGIN) && spawnSync('storescu', ['--version']).status === 0

export type Orthanc = {
  /** `METHOD /path` over REST. */
  ask(route: string, body?: Buffer): Promise<{ status: number; json: unknown }>
  /** Sends an image over C-STORE and says what its sender was told. */
  store(image: Buffer): Promise<string>
  log(): string
}

/** Starts it with this plugin; null where it refuses to start. */
export async function startedOrthanc(folder: string, settings: object): Promise<Orthanc | null> {
  const [http, dicom] = [await freePort(), await freePort()]
  await mkdir(join(folder, 'orthanc'), { recursive: true })
  const place = { StorageDirectory: join(folder, 'orthanc'), IndexDirectory: join(folder, 'orthanc') }
  const server = { HttpPort: http, DicomPort: dicom, RemoteAccessAllowed: false, DicomCheckCalledAet: false }
  const plugin = { Plugins: [PLUGIN], PythonScript: SCRIPT, PythonVerbose: false }
  const configuration = join(folder, 'orthanc.json')
  await writeFile(configuration, JSON.stringify({ Name: 'test', ...place, ...server, ...plugin, ...settings }))

  const process = spawn('Orthanc', [configuration], { stdio: ['ignore', 'pipe', 'pipe'] })
  let log = ''
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('data', (piece) => {
      log += piece
    })
  }
  const ended = once(process, 'exit')
  onTestFinished(async () => {
    process.kill('SIGKILL')
    await ended
  })
  const url = `http://127.0.0.1:${http}`
  while (!(await fetch(`${url}/system`).catch(() => null))) {
    if (process.exitCode !== null) return null
    await pause(20)
  }
  return { ask, store, log: () => log }

  async function ask(route: string, body?: Buffer) {
    const [method = '', path = ''] = route.split(' ')
    const answer = await fetch(`${url}${path}`, { method, ...(body && { body: new Uint8Array(body) }) })
    const said = await answer.text()
    return { status: answer.status, json: said.startsWith('{') || said.startsWith('[') ? JSON.parse(said) : said }
  }

  async function store(image: Buffer): Promise<string> {
    const file = join(folder, 'sent.dcm')
    await writeFile(file, image)
    const sender = spawn('storescu', ['-v', '127.0.0.1', String(dicom), file])
    const [said, complaint] = await Promise.all([text(sender.stdout), text(sender.stderr)])
    return /Received Store Response \((.*)\)/.exec(said + complaint)?.[1] ?? 'nothing'
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}
