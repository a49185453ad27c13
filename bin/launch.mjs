import { join } from 'node:path'
import { ensureInstalled, projectFolder, projectNode } from './ensure-installed.mjs'
import { runToItsEnd } from './run-to-its-end.mjs'

/** Runs one of this folder's TypeScript files with the project's own Node, after installing what is missing. */
export async function launch(script, environment = {}) {
  try {
    await ensureInstalled()
    const env = { ...process.env, ...environment }
    const args = [join(projectFolder, 'bin', script), ...process.argv.slice(2)]
    const code = await runToItsEnd(projectNode(), args, { env })
    process.exitCode = Number.isInteger(code) ? code : 1
  } catch (error) {
    console.error(`\n${error.message}`)
    process.exitCode = 1
  }
}
