import { realpath } from 'node:fs/promises'
import { basename, dirname, join, sep } from 'node:path'
import { type AllowedFile, allowedFile, removeEarlierList } from '../cohort/allowed-file.ts'
import { bytewise } from '../cohort/cohort.ts'
import type { Command, Given } from '../commands/command.ts'
import { HOME_OPTION } from '../commands/home-option.ts'
import { KNOWLEDGE_OPTIONS, knowledgeBounds } from '../commands/knowledge-options.ts'
import { USE_OPTIONS, useFrom } from '../commands/request-options.ts'
import { withHeldTokens } from '../held/held-tokens.ts'
import { openHome } from '../home/gate-home.ts'
import { UsageError } from '../usage-error.ts'
import type { World } from '../world.ts'
import { imageOutcomes } from './image-outcomes.ts'
import { type ImageSummary, imageExitCode, printUnreadable, summaryLine } from './image-summary.ts'
import { judgeImages } from './judge-images.ts'
import { Unreadable } from './unreadable.ts'

export const check: Command = {
  name: 'check',
  summary: 'Lists the DICOM files below DIR that may be used, one path on a line, and copies nothing.',
  positional: 'DIR',
  options: {
    ...HOME_OPTION,
    ...USE_OPTIONS,
    ...KNOWLEDGE_OPTIONS,
    out: {
      value: 'FILE',
      required: true,
      help: 'the permitted files, by their path from DIR; absent after a run that failed',
    },
    explain: { help: 'count the denials by reason' },
  },
  async forgetEarlier({ out }) {
    if (typeof out === 'string' && out !== '') await removeEarlierList(out, null)
  },
  async run(given, world) {
    const [source = ''] = given.positionals
    await requireApart(given.text('out'), source)
    const out = await allowedFile(given.text('out'))
    try {
      const summary = await listInto(out, source, given, world)
      await out.commit()
      world.print(summaryLine(summary, given))
      return imageExitCode(summary)
    } catch (error) {
      await out.abandon()
      throw error
    }
  },
}

async function listInto(out: AllowedFile, source: string, given: Given, world: World): Promise<ImageSummary> {
  const use = useFrom(given)
  const bounds = knowledgeBounds(given)
  const home = await openHome(given.text('home'))
  return withHeldTokens({ home, basis: use, world, bounds }, async (held, current) => {
    const outcomeOf = imageOutcomes(use, held, current)
    const tally = await judgeImages(source, outcomeOf, (path) => list(out, path), printUnreadable(world))
    return { ...tally, knowledge: current.knowledge }
  })
}

/** Whoever reads the list takes each of its lines for a file. */
async function list(out: AllowedFile, path: string): Promise<void> {
  if (/[\r\n]/.test(path)) throw new Unreadable('name-not-listable')
  await out.write(bytewise(`${path}\n`))
}

async function requireApart(out: string, source: string): Promise<void> {
  const images = await realpath(source).catch(() => null)
  const folder = await realpath(dirname(out)).catch(() => null)
  if (images === null) throw new UsageError('DIR must name a folder')
  if (folder === null || `${join(folder, basename(out))}${sep}`.startsWith(`${images}${sep}`)) {
    throw new UsageError('--out must name a file that lies apart from DIR')
  }
}
