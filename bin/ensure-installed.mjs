// Runs before anything is installed, on the machine's own Node (20.19 or newer): plain JavaScript, no dependency.
import { spawn, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const projectFolder = dirname(dirname(fileURLToPath(import.meta.url)))

/** Installs the dependencies that `package-lock.json` names, unless they are there, and checks Node's version. */
export async function ensureInstalled() {
  const lack = whatIsLacking()
  if (lack) await install(lack)
  projectNode()
}

/** The Node that runs the project's TypeScript: the one that npm installed, else the machine's if it is new enough. */
export function projectNode() {
  const installed = join(projectFolder, 'node_modules', '.bin', 'node')
  const found = [installed, process.execPath].map((path) => ({ path, version: versionOf(path) }))
  const node = found.find(({ version }) => isEnough(version))
  if (node) return node.path
  const have = found.flatMap(({ version }) => version ?? []).join(' and ')
  throw new Error(`Accord's own code needs Node 22.18 or newer; found only ${have}. \
npm brings one for Linux; for this machine (${process.platform} ${process.arch}) please install it from nodejs.org.`)
}

/** Compares what should be installed with npm's own record of what is. */
function whatIsLacking() {
  const wanted = packagesIn('package-lock.json')
  const installed = packagesIn('node_modules/.package-lock.json')
  if (!installed) return 'nothing is installed yet'
  const differs = ([name, { version, integrity, optional, peer, link }]) => {
    const present = installed[name]
    if (!name.startsWith('node_modules/') || link) return false
    if (!present) return !optional && !peer
    return present.version !== version || present.integrity !== integrity
  }
  const first = Object.entries(wanted).find(differs)
  return first && `${first[0].slice('node_modules/'.length)} is not the one in package-lock.json`
}

function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(join(projectFolder, file), 'utf8')).packages
  } catch (error) {
    if (error.code === 'ENOENT') return undefined
    throw error
  }
}

async function install(reason) {
  const begun = Date.now()
  const seconds = () => `${Math.round((Date.now() - begun) / 1000)} s`
  console.log(`Installing the dependencies with "npm ci" (${reason}); the first time takes about a minute`)
  const tellNow = () => console.log(`  still installing (${seconds()})`)
  const heartbeat = process.stdout.isTTY ? undefined : setInterval(tellNow, 10_000)
  const code = await exitOf(spawn('npm', ['ci', '--no-audit', '--no-fund'], { cwd: projectFolder, stdio: 'inherit' }))
  clearInterval(heartbeat)
  if (code !== 0) throw new Error(`"npm ci" failed (exit ${code}); its messages are above.`)
  console.log(`Installed in ${seconds()}`)
}

function exitOf(child) {
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code, signal) => resolve(code ?? signal))
  })
}

function versionOf(node) {
  const { status, stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' })
  return status === 0 ? stdout.trim() : undefined
}

function isEnough(version) {
  const [major, minor] = (version ?? '').replace('v', '').split('.').map(Number)
  return major > 22 || (major === 22 && minor >= 18)
}
