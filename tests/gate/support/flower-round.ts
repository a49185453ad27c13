import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { PYTHON } from './python-gate.ts'

const HERE = import.meta.dirname

export const WANTED = {
  legal_basis: 'consent',
  programme: 'lung',
  purpose: 'ai-development',
  recipient: 'public-research',
  region: 'eu-eea',
  data: ['imaging-ct'],
}

type Round = {
  home: string
  cohort: unknown
  request?: object
  options?: Record<string, unknown>
  message_type?: 'train' | 'evaluate'
  /** Does the ClientApp ask whose data it may use? */
  asks?: boolean
  fails?: boolean
  /** What happens while the ClientApp works. */
  meanwhile?: () => Promise<unknown>
}

/** What came of one message: whose data the ClientApp said it used, if it ran at all, and what was answered. */
export async function flowerRound({ meanwhile, ...round }: Round): Promise<{ training?: unknown; reply: unknown }> {
  const python = spawn(PYTHON ?? 'python3', [join(HERE, 'flower-round.py')], { stdio: ['pipe', 'pipe', 'pipe'] })
  const asked = {
    gate: join(HERE, '../../../gate/python'),
    flower: join(HERE, 'flower-stand-in'),
    request: WANTED,
    options: {},
    message_type: 'train',
    asks: true,
    fails: false,
    pauses: meanwhile !== undefined,
    ...round,
  }
  python.stdin.write(`${JSON.stringify(asked)}\n`)
  let complaints = ''
  python.stderr.on('data', (text) => {
    complaints += text
  })
  const said: unknown[] = []
  for await (const line of createInterface({ input: python.stdout })) {
    said.push(JSON.parse(line))
    if (said.length === 1 && meanwhile) {
      await meanwhile()
      python.stdin.write('\n')
    }
  }
  if (said.length === 0) throw new Error(complaints)
  if (said.at(-1) === 'asked outside of a round') throw new Error('who remains was told outside of a round')
  const [first, second] = said
  return second === undefined ? { reply: first } : { ...(first as object), reply: second }
}
