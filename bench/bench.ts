import { mkdir, writeFile } from 'node:fs/promises'
import { inspect, parseArgs } from 'node:util'
import { ensureBuilt } from '../bin/ensure-built.ts'
import { inProject } from '../bin/project-folder.ts'
import { openGround } from './ground/ground.ts'
import type { Measurement } from './measurement.ts'
import { MEASUREMENTS } from './measurements/all.ts'
import { type Outcome, outcomeOf } from './outcome.ts'
import { table } from './table.ts'

/** `npm run bench [-- NAME...] [--profile FOLDER]`: measures, prints the table and writes `bench/results.json`. */
const { values, positionals } = parseArgs({ allowPositionals: true, options: { profile: { type: 'string' } } })
const unknown = positionals.filter((name) => !MEASUREMENTS.some((one) => one.name === name))
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(', ')}. There are: ${MEASUREMENTS.map(({ name }) => name).join(', ')}.`)
  process.exit(2)
}
const chosen = MEASUREMENTS.filter(({ name }) => positionals.length === 0 || positionals.includes(name))

await ensureBuilt()
if (values.profile) await mkdir(values.profile, { recursive: true })
/** What was started ends with this, however it ends. */
const SIGNALS = ['SIGINT', 'SIGTERM'] as const

const outcomes: Outcome[] = []
const failures: string[] = []
for (const one of chosen) {
  const begun = performance.now()
  try {
    outcomes.push(await measured(one))
  } catch (error) {
    failures.push(`${one.name} could not be measured: ${inspect(error)}`)
  }
  console.error(`${one.name}: ${((performance.now() - begun) / 1000).toFixed(0)} s`)
}
console.log(`\n${table(outcomes)}`)
for (const failure of failures) console.log(failure)
await writeFile(inProject('bench/results.json'), `${JSON.stringify(outcomes, null, 2)}\n`)
process.exit(failures.length === 0 ? 0 : 1)

async function measured(measurement: Measurement): Promise<Outcome> {
  const ground = openGround({ profiles: values.profile })
  const leave = () => void ground.close().finally(() => process.exit(1))
  for (const signal of SIGNALS) process.once(signal, leave)
  try {
    return outcomeOf(measurement, await measurement.run(ground))
  } finally {
    for (const signal of SIGNALS) process.off(signal, leave)
    await ground.close()
  }
}
