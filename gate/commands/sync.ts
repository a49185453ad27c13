import { openHome } from '../home/gate-home.ts'
import { sync as bringUpToDate } from '../sync.ts'
import { anchorsFrom, askToCompare } from './anchor-option.ts'
import { type Command, EXIT } from './command.ts'
import { HOME_OPTION } from './home-option.ts'

export const sync: Command = {
  name: 'sync',
  summary: 'Fetches keys, status lists and every permitted token; the portal is not told whom you ask about.',
  options: {
    ...HOME_OPTION,
    from: { value: 'FILE', many: true, help: 'a bundle that was carried in; nobody is asked' },
    anchor: { value: 'THUMBPRINT', many: true, help: 'who may sign, in place of what is pinned' },
  },
  async run(given, world) {
    const files = given.texts('from')
    const anchors = anchorsFrom(given)
    const summary = await bringUpToDate(await openHome(given.text('home')), world, {
      anchors,
      ...(files.length > 0 && { files }),
    })
    if (summary.pinned) world.complain(askToCompare(summary.pinned))
    for (const basis of summary.not_taking_part ?? []) {
      world.complain(`accord-gate: this node does not take part in ${JSON.stringify(basis)}\n`)
    }
    world.print(`${JSON.stringify(summary, null, 2)}\n`)
    return EXIT.allPermitted
  },
}
