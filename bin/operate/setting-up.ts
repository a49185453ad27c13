import { setHospital } from '#app/services/set-hospital.server.ts'
import { setProgramme } from '#app/services/set-programme.server.ts'
import { hospitalIn, programmeIn } from './files.ts'
import type { Operation } from './operation.ts'

/** What there is: programmes, and hospitals with their nodes. */
export const SETTING_UP: Record<string, Operation> = {
  'set-programme': {
    of: 'FILE',
    takes: '[--renamed]',
    effect: 'makes a programme, or makes it what FILE says now',
    run: (portal, file, { by, renamed }) => setProgramme(portal, { asked: programmeIn(file), renamed, by }),
  },
  'set-hospital': {
    of: 'FILE',
    takes: '[--renamed]',
    effect: 'makes a hospital with its nodes and their keys, or makes it what FILE says now',
    run: (portal, file, { by, renamed }) => setHospital(portal, { asked: hospitalIn(file), renamed, by }),
  },
}
