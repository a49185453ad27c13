import { createHash, type Hash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { builtOnce } from './built-once.ts'
import { inProject } from './project-folder.ts'
import { runInstalled } from './run.ts'

const inputs = ['app', 'db', 'gate', 'locales', 'public', 'remix.config.js', 'vite.config.ts', 'package-lock.json']
const notInputs = new Set(['node_modules', 'dist', 'python', 'migrations'])

/** Builds the pages unless the build that is there was made from exactly these sources. */
export function ensureBuilt(): Promise<void> {
  return builtOnce(inProject('build'), { madeFrom: hashOfInputs, build })
}

async function build(): Promise<void> {
  const code = await runInstalled('@remix-run/dev/dist/cli.js', ['vite:build', '--logLevel', 'warn'])
  if (code !== 0) throw new Error(`The build failed (exit ${code}); its messages are above.`)
}

async function hashOfInputs(): Promise<string> {
  const hash = createHash('sha256')
  for (const input of inputs) if (existsSync(inProject(input))) await add(hash, input)
  return hash.digest('hex')
}

async function add(hash: Hash, path: string): Promise<void> {
  if ((await stat(inProject(path))).isDirectory()) {
    const names = (await readdir(inProject(path))).filter((name) => !notInputs.has(name)).sort()
    for (const name of names) await add(hash, join(path, name))
  } else {
    hash
      .update(`${path}\0`)
      .update(await readFile(inProject(path)))
      .update('\0')
  }
}
