import { inspect } from 'node:util'
import { openGround } from './ground/ground.ts'
import { MEASUREMENTS } from './measurements/all.ts'
import { type Outcome, outcomeOf } from './outcome.ts'
import type { Told } from './ran-apart.ts'
import { SIGNALS } from './signals.ts'

/** One row of the table, measured for `bench.ts` in this process, so that what it does to a process is not the next one's. */
const { name, profiles } = JSON.parse(process.argv[2] ?? '{}') as { name?: string; profiles?: string }
const ground = openGround({ profiles })
let left = false
const leave = () => {
  if (left) return
  left = true
  ground.close().finally(() => process.exit(1))
}
for (const signal of SIGNALS) process.on(signal, leave)
process.on('disconnect', leave)

const told = await measured().then(
  (answer) => ({ answer }),
  (error) => ({ failure: inspect(error) }),
)
if (!left) {
  left = true
  await ground.close()
  process.send?.(told satisfies Told<Outcome>, () => process.exit(0))
}

async function measured(): Promise<Outcome> {
  const measurement = MEASUREMENTS.find((one) => one.name === name)
  if (!measurement) throw new Error(`there is no ${name}`)
  return outcomeOf(measurement, await measurement.run(ground))
}
