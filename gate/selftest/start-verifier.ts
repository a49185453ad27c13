import { type ChildProcess, spawn } from 'node:child_process'

/** A verifier that runs; it is ended with all that it started. */
export type Verifier = {
  stdout: NodeJS.ReadableStream
  say(text: string): void
  end(): void
  /** Its exit code, or null where it had to be ended; why it could not start is said by its shell. */
  ended: Promise<number | null>
}

/** Starts a command line of the operator's own, with these arguments after it. */
export function startVerifier(command: string, args: readonly string[]): Verifier {
  const child = spawn([command, ...args.map(quoted)].join(' '), {
    shell: true,
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: process.platform !== 'win32',
  })
  child.stdin.on('error', () => undefined) // A verifier need not read to the end.
  return {
    stdout: child.stdout,
    say: (text) => child.stdin.end(text),
    end: () => kill(child),
    ended: new Promise((resolve) => {
      child.on('error', () => resolve(null))
      child.on('close', resolve)
    }),
  }
}

/** The arguments are options and paths that this program chose. */
function quoted(argument: string): string {
  return /^[\w./-]+$/.test(argument) ? argument : `"${argument}"`
}

function kill(child: ChildProcess): void {
  try {
    if (process.platform === 'win32' || child.pid === undefined) child.kill('SIGKILL')
    else process.kill(-child.pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}
