import { parseArgs } from 'node:util'
import { type Command, EXIT, type ExitCode, givenFrom } from './commands/command.ts'
import { helpFor, overview, type Program } from './commands/help.ts'
import { joinedValues } from './commands/joined-values.ts'
import { Failure } from './failure.ts'
import { UsageError } from './usage-error.ts'
import type { World } from './world.ts'

/** Runs one command line and answers with its exit code; whatever is thrown, nothing counts as permitted. */
export async function runCommandLine(program: Program, args: string[], world: World): Promise<ExitCode> {
  try {
    return await run(program, args, world)
  } catch (error) {
    return failed(program, error, world)
  }
}

async function run(program: Program, [name, ...args]: string[], world: World): Promise<ExitCode> {
  if (name === undefined || name === '--help' || name === 'help') {
    world.print(overview(program))
    return name === undefined ? EXIT.usage : EXIT.allPermitted
  }
  const command = program.commands.find((candidate) => candidate.name === name)
  if (!command) throw new UsageError(`there is no command ${name}`)
  if (args.includes('--help')) {
    world.print(helpFor(program, command))
    return EXIT.allPermitted
  }
  await command.forgetEarlier?.(roughly(command, args))
  return command.run(givenFrom(command, args), world)
}

/** The options that can be made out in a command line that may be wrong. */
function roughly(command: Command, args: string[]): Record<string, unknown> {
  const valued = Object.entries(command.options).filter(([, { value }]) => value)
  const options = Object.fromEntries(valued.map(([name]) => [name, { type: 'string' as const }]))
  return parseArgs({ args: joinedValues(command.options, args), options, strict: false, allowPositionals: true }).values
}

/** The code on standard output for scripts, the sentence on standard error for people. */
function failed({ name }: Program, error: unknown, { print, complain }: World): ExitCode {
  if (error instanceof UsageError) {
    complain(`${name}: ${error.message} (see ${name} --help)\n`)
    return EXIT.usage
  }
  const code = error instanceof Failure ? error.code : 'unexpected'
  const detail = error instanceof Failure ? error.detail : { message: messageOf(error) }
  complain(`${name}: ${code}; nothing may be used on the strength of this run\n`)
  try {
    print(`${JSON.stringify({ refused: code, ...detail }, null, 2)}\n`)
  } catch {
    complain(`${name}: the answer cannot be printed either\n`)
  }
  return EXIT.unverifiable
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
