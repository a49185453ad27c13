import { ranApart } from '../../../bench/ran-apart.ts'

/** Waits for a measurement that never ends by itself, and says which process that is. */
if (process.argv[2] === undefined) {
  await ranApart('tests/bench/support/stays.ts', {})
} else {
  console.log(process.pid)
  setTimeout(() => {}, 10_000)
}
