import { openHome } from '../home/gate-home.ts'
import { openService } from '../service/open-service.ts'
import { UsageError } from '../usage-error.ts'
import { type Command, EXIT } from './command.ts'
import { HOME_OPTION } from './home-option.ts'
import { KNOWLEDGE_OPTIONS, knowledgeBounds } from './knowledge-options.ts'

export const serve: Command = {
  name: 'serve',
  summary: 'Answers programs on this machine over HTTP: POST /check, POST /verify, GET /health.',
  options: {
    ...HOME_OPTION,
    port: { value: 'PORT', required: true, help: 'where to listen; 0 takes a free one' },
    host: { value: 'ADDRESS', fallback: '127.0.0.1', help: '127.0.0.1 or ::1; no other machine is answered' },
    ...KNOWLEDGE_OPTIONS,
  },
  async run(given, world) {
    const home = await openHome(given.text('home'))
    const place = { host: hostFrom(given.text('host')), port: portFrom(given.text('port')) }
    const service = await openService(place, home, world, knowledgeBounds(given))
    world.print(`${JSON.stringify({ listening: service.url })}\n`)
    await world.stopped()
    await service.close()
    return EXIT.allPermitted
  },
}

/** An address, not a name: a name may come to mean another machine. */
function hostFrom(host: string): string {
  if (host !== '127.0.0.1' && host !== '::1') throw new UsageError('--host must be 127.0.0.1 or ::1')
  return host
}

function portFrom(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (!(port <= 65_535)) throw new UsageError('--port must be a number up to 65535')
  return port
}
