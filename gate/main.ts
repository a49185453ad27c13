import { runCommandLine } from './command-line.ts'
import { check } from './commands/check.ts'
import type { ExitCode } from './commands/command.ts'
import { explain } from './commands/explain.ts'
import type { Program } from './commands/help.ts'
import { init } from './commands/init.ts'
import { report } from './commands/report.ts'
import { selftest } from './commands/selftest.ts'
import { serve } from './commands/serve.ts'
import { sync } from './commands/sync.ts'
import { verify } from './commands/verify.ts'
import { verifyReceiptCommand } from './commands/verify-receipt.ts'
import type { World } from './world.ts'

const ACCORD_GATE: Program = {
  name: 'accord-gate',
  summary: 'checks signed consent before data is used',
  commands: [init, sync, check, verify, explain, serve, report, verifyReceiptCommand, selftest],
}

/** Runs one command line of the gate and answers with its exit code. */
export function main(args: string[], world: World): Promise<ExitCode> {
  return runCommandLine(ACCORD_GATE, args, world)
}
