import { openHome } from '../home/gate-home.ts'
import { sync as bringUpToDate } from '../sync.ts'
import { type Command, EXIT } from './command.ts'
import { HOME_OPTION } from './home-option.ts'

export const sync: Command = {
  name: 'sync',
  summary: 'Fetches keys, status lists and every permitted token; the portal is not told whom you ask about.',
  options: HOME_OPTION,
  async run(given, world) {
    const summary = await bringUpToDate(await openHome(given.text('home')), world)
    world.print(`${JSON.stringify(summary, null, 2)}\n`)
    return EXIT.allPermitted
  },
}
