import { runCommandLine } from '../command-line.ts'
import type { ExitCode } from '../commands/command.ts'
import type { Program } from '../commands/help.ts'
import type { World } from '../world.ts'
import { check } from './check.ts'
import { tag } from './tag.ts'

const ACCORD_GATE_DICOM: Program = {
  name: 'accord-gate-dicom',
  summary: 'keeps a folder of the images that signed consent covers',
  commands: [tag, check],
}

/** Runs one command line and answers with its exit code. */
export function main(args: string[], world: World): Promise<ExitCode> {
  return runCommandLine(ACCORD_GATE_DICOM, args, world)
}
