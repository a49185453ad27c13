import { existsSync } from 'node:fs'
import type { Command, Given } from '../commands/command.ts'
import { HOME_OPTION } from '../commands/home-option.ts'
import { KNOWLEDGE_OPTIONS, knowledgeBounds } from '../commands/knowledge-options.ts'
import { USE_OPTIONS, useFrom } from '../commands/request-options.ts'
import { withHeldTokens } from '../held/held-tokens.ts'
import { openHome } from '../home/gate-home.ts'
import { withLock } from '../home/lock.ts'
import { UsageError } from '../usage-error.ts'
import type { World } from '../world.ts'
import { allowedFolder, putEarlierAside } from './allowed-folder.ts'
import { imageOutcomes } from './image-outcomes.ts'
import { type ImageSummary, imageExitCode, printUnreadable, summaryLine } from './image-summary.ts'
import { moveWithdrawn, tagImages } from './tag-images.ts'

export const tag: Command = {
  name: 'tag',
  summary:
    'Copies the DICOM files below DIR that may be used, tagged with their consent, and moves withdrawn ones out.',
  positional: 'DIR',
  options: {
    ...HOME_OPTION,
    ...USE_OPTIONS,
    ...KNOWLEDGE_OPTIONS,
    out: { value: 'DIR', required: true, help: 'the permitted images; absent after a run that failed' },
    protocol: { value: 'ID', help: 'tag for this named protocol instead of restricted re-use' },
    explain: { help: 'count the denials by reason' },
  },
  async forgetEarlier({ out }) {
    if (typeof out === 'string' && out !== '') await putEarlierAside(out)
  },
  async run(given, world) {
    return imageExitCode(await tagInto(given, world))
  },
}

async function tagInto(given: Given, world: World): Promise<ImageSummary> {
  const [source = ''] = given.positionals
  const use = useFrom(given)
  const protocol = protocolFrom(given)
  const bounds = knowledgeBounds(given)
  const out = await allowedFolder(given.text('out'), source)
  const home = await openHome(given.text('home'))
  return withLock(out.lock, 0, async () => {
    await out.begin()
    const summary = await withHeldTokens({ home, basis: use, world, bounds }, async (held, current) => {
      const outcomeOf = imageOutcomes(use, held, current)
      const tally = await tagImages(source, out, outcomeOf, protocol, printUnreadable(world))
      const withdrawn = existsSync(out.earlier) ? await moveWithdrawn(out, outcomeOf, protocol) : 0
      return { ...tally, withdrawn, knowledge: current.knowledge }
    })
    await out.publish(() => world.print(summaryLine(summary, given)))
    return summary
  })
}

/** Clinical Trial Protocol ID (0012,0020): a Long String of at most 64 characters, here of plain ones. */
function protocolFrom(given: Given): string | null {
  const protocol = given.textOrNull('protocol')
  if (protocol !== null && !/^[!-[\]-~]([ -[\]-~]{0,62}[!-[\]-~])?$/.test(protocol)) {
    throw new UsageError('--protocol must have 1 to 64 plain characters and no backslash')
  }
  return protocol
}
