import { spawn } from 'node:child_process'
import { inProject } from './project-folder.ts'

/** Runs a program in the project's folder, showing what it prints, and says with which code it ended. */
export function run(program: string, args: string[], environment: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, ...environment }
    const child = spawn(program, args, { cwd: inProject(), env, stdio: ['ignore', 'inherit', 'inherit'] })
    const endIt = () => child.kill('SIGTERM')
    process.on('SIGTERM', endIt)
    child.on('error', reject)
    child.on('close', (code) => {
      process.off('SIGTERM', endIt)
      resolve(code ?? 128)
    })
  })
}

/** Runs the script of an installed package with this same Node. */
export function runInstalled(
  script: string,
  args: string[],
  environment: Record<string, string> = {},
): Promise<number> {
  return run(process.execPath, [inProject('node_modules', script), ...args], environment)
}
