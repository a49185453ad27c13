import { hundredThousandPeople, SUBJECTS } from '../ground/hundred-thousand.ts'
import { inTurns, type Measurement } from '../measurement.ts'
import { isPermitted, preparse } from '../peers/cedar.ts'

const ROUNDS = 5
const CEDAR_DECISIONS = 10_000

/** How many people are decided about in a second by each of the two routes that a user would take. */
export const decisionsPerSecond: Measurement = {
  name: 'decisions-per-second',
  work: 'people decided about in a second, in one question about 100,000 over HTTP, from PostgreSQL',
  peer: '@cedar-policy/cedar-wasm, policy parsed before, one call a person, in process and without a database',
  unit: '/s',
  reach: { timesAsFast: 20 },
  run: async (ground) => {
    const { subjects, ask } = await hundredThousandPeople(ground)
    preparse()
    const withCedar = async () => {
      const begun = performance.now()
      const permitted = subjects.slice(0, CEDAR_DECISIONS).filter(isPermitted)
      const seconds = (performance.now() - begun) / 1000
      if (permitted.length !== CEDAR_DECISIONS) throw new Error('Cedar did not permit everyone')
      return CEDAR_DECISIONS / seconds
    }
    await ask()
    await withCedar()
    const seen = await inTurns(ROUNDS, {
      ours: async () => SUBJECTS / ((await ask()) / 1000),
      against: withCedar,
    })
    return { ...seen, notes: ['unlike work: the route a user would take, not the same steps'] }
  },
}
