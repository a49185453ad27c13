import { mkdir, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { ensureBuilt } from '../bin/ensure-built.ts'
import { inProject } from '../bin/project-folder.ts'
import { MEASUREMENTS } from './measurements/all.ts'
import type { Outcome } from './outcome.ts'
import { ranApart } from './ran-apart.ts'
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

const outcomes: Outcome[] = []
const failures: string[] = []
for (const { name } of chosen) {
  const begun = performance.now()
  try {
    outcomes.push(await ranApart<Outcome>('bench/measure.ts', { name, profiles: values.profile }))
  } catch (error) {
    failures.push(`${name} could not be measured: ${(error as Error).message}`)
  }
  console.error(`${name}: ${((performance.now() - begun) / 1000).toFixed(0)} s`)
}
console.log(`\n${table(outcomes)}`)
for (const failure of failures) console.log(failure)
await writeFile(inProject('bench/results.json'), `${JSON.stringify(outcomes, null, 2)}\n`)
process.exit(failures.length === 0 ? 0 : 1)
