import { spawnSync } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { builtGate, gateCheckCold } from '../ground/gate-check.ts'
import { nodeHome } from '../ground/node-home.ts'
import { inTurns, type Measurement } from '../measurement.ts'

const PEOPLE = 100_000
const ROUNDS = 5

/** The first check of a cohort: every token differs, none was seen before, and nothing of the work is left out. */
export const gateCold: Measurement = {
  name: 'gate-cold',
  work: 'gate: the first check of 100,000 subjects, from process start to end, as tokens verified a second',
  peer: `openssl speed -multi ${availableParallelism()} ecdsap256: bare verifications of one signature`,
  unit: '/s',
  reach: { timesAsFast: 0.7 },
  run: async (ground) => {
    const gate = builtGate()
    const home = await nodeHome(PEOPLE, await ground.folder())
    const ours = async () => PEOPLE / ((await gateCheckCold(gate, home)).ms / 1000)
    return inTurns(ROUNDS, { ours, against: async () => opensslRate() })
  },
}

/** The last figure of the line that openssl prints about the curve. */
function opensslRate(): number {
  const args = ['speed', '-seconds', '3', '-multi', String(availableParallelism()), 'ecdsap256']
  const { stdout, error } = spawnSync('openssl', args, { encoding: 'utf8' })
  const rate = Number(/\(nistp256\).*\s([\d.]+)$/m.exec(stdout ?? '')?.[1])
  if (error || !(rate > 0)) throw new Error(`openssl said nothing that can be used: ${error?.message ?? stdout}`)
  return rate
}
