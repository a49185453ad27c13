import { inProject } from '../../bin/project-folder.ts'
import { builtGate, gateCheck, ranNode } from '../ground/gate-check.ts'
import { nodeHome } from '../ground/node-home.ts'
import { inTurns, type Measurement } from '../measurement.ts'

const PEOPLE = 1_000_000
const ROUNDS = 5
const MOST_MB = 400

/** The second check of a cohort: every signature is known, everything else is judged anew. */
export const gateWarm: Measurement = {
  name: 'gate-warm',
  work: 'gate: a check of 1,000,000 subjects, offline, all of them verified before, from process start to end',
  peer: 'csv-parse reading and parsing the same CSV, from process start to end',
  unit: 'ms',
  reach: { timesItsTime: 2 },
  run: async (ground) => {
    const gate = builtGate()
    const home = await nodeHome(PEOPLE, await ground.folder())
    await gateCheck(gate, home)
    let most = 0
    const ours = async () => {
      const { ms, residentMb } = await gateCheck(gate, home)
      most = Math.max(most, residentMb)
      return ms
    }
    const against = async () => (await ranNode(inProject('bench/peers/csv-parse.mjs'), [home.cohort])).ms
    const seen = await inTurns(ROUNDS, { ours, against })
    return { ...seen, also: [{ says: `${most.toFixed(0)} MB resident at most (${MOST_MB})`, met: most <= MOST_MB }] }
  },
}
