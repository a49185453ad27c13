import { parseArgs } from 'node:util'
import { check, forgetEarlierCheck } from './commands/check.ts'
import { type Command, EXIT, type ExitCode, givenFrom } from './commands/command.ts'
import { explain } from './commands/explain.ts'
import { helpFor, overview } from './commands/help.ts'
import { init } from './commands/init.ts'
import { report } from './commands/report.ts'
import { selftest } from './commands/selftest.ts'
import { serve } from './commands/serve.ts'
import { sync } from './commands/sync.ts'
import { verify } from './commands/verify.ts'
import { Failure } from './failure.ts'
import { UsageError } from './usage-error.ts'
import type { World } from './world.ts'

const COMMANDS: readonly Command[] = [init, sync, check, verify, explain, serve, report, selftest]

/** Runs one command line and answers with its exit code; whatever is thrown, nothing counts as permitted. */
export async function main(args: string[], world: World): Promise<ExitCode> {
  try {
    return await run(args, world)
  } catch (error) {
    return failed(error, world)
  }
}

async function run([name, ...args]: string[], world: World): Promise<ExitCode> {
  if (name === undefined || name === '--help' || name === 'help') {
    world.print(overview(COMMANDS))
    return name === undefined ? EXIT.usage : EXIT.allPermitted
  }
  const command = COMMANDS.find((candidate) => candidate.name === name)
  if (!command) throw new UsageError(`there is no command ${name}`)
  if (args.includes('--help')) {
    world.print(helpFor(command))
    return EXIT.allPermitted
  }
  if (command === check) await forgetEarlierCheck(roughly(args))
  return command.run(givenFrom(command, args), world)
}

/** The options that can be made out in a command line that may be wrong. */
function roughly(args: string[]): Record<string, unknown> {
  const options = { out: { type: 'string' }, cohort: { type: 'string' } } as const
  return parseArgs({ args, options, strict: false, allowPositionals: true }).values
}

/** The code on standard output for scripts, the sentence on standard error for people. */
function failed(error: unknown, { print, complain }: World): ExitCode {
  if (error instanceof UsageError) {
    complain(`accord-gate: ${error.message} (see accord-gate --help)\n`)
    return EXIT.usage
  }
  const code = error instanceof Failure ? error.code : 'unexpected'
  const detail = error instanceof Failure ? error.detail : { message: messageOf(error) }
  print(`${JSON.stringify({ refused: code, ...detail }, null, 2)}\n`)
  complain(`accord-gate: ${code}; nothing may be used on the strength of this run\n`)
  return EXIT.unverifiable
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
