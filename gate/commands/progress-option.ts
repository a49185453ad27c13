import type { Progress, Stage } from '../progress.ts'
import type { World } from '../world.ts'
import type { Given, Option } from './command.ts'

export const PROGRESS_OPTION = {
  progress: { help: 'tell how far it has come in JSON lines on standard error (a terminal is told anyway)' },
} satisfies Record<string, Option>

/** How this command line tells how far it has come; `end` leaves the line as it found it. */
export type Telling = { tell: Progress; end(): void }

/** A line that renews itself on a terminal, JSON lines where they were asked for, otherwise nothing. */
export function tellingFor(given: Given, { complain, terminal = false }: World): Telling {
  if (given.isSet('progress'))
    return { tell: nowAndThen(1000, (step) => complain(`${JSON.stringify(step)}\n`)), end() {} }
  if (!terminal) return { tell() {}, end() {} }
  return {
    tell: nowAndThen(200, (step) => complain(`${CLEAR_LINE}${sentence(step)}`)),
    end: () => complain(CLEAR_LINE),
  }
}

const CLEAR_LINE = '\r\u001b[K'

type Step = { progress: Stage; done: number; of: number | null }

const DOING: Record<Stage, string> = {
  reading: 'reading what this node holds, bytes:',
  verifying: 'verifying signatures:',
  checking: 'going through the cohort:',
}

function sentence({ progress, done, of }: Step): string {
  return `${DOING[progress]} ${done.toLocaleString('en')}${of === null ? '' : ` of ${of.toLocaleString('en')}`}`
}

/** The first of each stage and then no more often than this, in milliseconds. */
function nowAndThen(milliseconds: number, say: (step: Step) => void): Progress {
  let last: { stage: Stage; at: number } | null = null
  return (stage, done, of) => {
    const at = performance.now()
    if (last?.stage === stage && at - last.at < milliseconds) return
    last = { stage, at }
    say({ progress: stage, done, of })
  }
}
