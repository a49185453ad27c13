import { EXIT, type ExitCode, type Given } from '../commands/command.ts'
import type { Knowledge } from '../knowledge.ts'
import type { World } from '../world.ts'
import type { ImageTally } from './judge-images.ts'
import type { WhyUnreadable } from './unreadable.ts'

/** What a run found, in files; `withdrawn` where it keeps a folder. */
export type ImageSummary = ImageTally & { withdrawn?: number; knowledge: Knowledge }

export function printUnreadable({ print }: World): (file: string, why: WhyUnreadable) => void {
  return (file, unreadable) => print(`${JSON.stringify({ file, unreadable })}\n`)
}

export function summaryLine({ reasons, ...summary }: ImageSummary, given: Given): string {
  return `${JSON.stringify({ ...summary, ...(given.isSet('explain') && { reasons }) })}\n`
}

export function imageExitCode({ permitted, denied }: ImageSummary): ExitCode {
  if (permitted === 0) return EXIT.nonePermitted
  return denied > 0 ? EXIT.someDenied : EXIT.allPermitted
}
