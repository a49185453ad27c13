import { checks } from './test/checks.ts'
import { type Counts, lastLine, none, sum } from './test/counts.ts'
import { journeys } from './test/journeys.ts'
import { unitTests } from './test/unit-tests.ts'

const stages: [string, () => Promise<Counts>][] = [
  ['Type check', checks.types],
  ['Style', checks.style],
  ['Unit and integration tests', unitTests],
  ['Journeys', journeys],
]

let interrupted = false
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    interrupted = true
  })
}

let total = none
for (const [name, stage] of stages) {
  if (interrupted) break
  const begun = performance.now()
  console.log(`\n=== ${name} ===`)
  const counts = await stage().catch(asFailure)
  total = sum(total, counts)
  console.log(`${name}: ${lastLine(counts)} in ${((performance.now() - begun) / 1000).toFixed(1)} s`)
}
if (interrupted) total = sum(total, { ...none, failed: 1 })

console.log(`\n${lastLine(total)}`)
process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0)

/** A stage that could not even begin counts as one failure, and the next ones still run. */
function asFailure(error: unknown): Counts {
  console.log(error instanceof Error ? error.message : error)
  return { ...none, failed: 1 }
}
