import { type GrowthQuestion, type PortalWithPeople, portalWithPeople } from '../ground/portal-with-people.ts'
import { type Condition, inTurns, type Measurement } from '../measurement.ts'
import { median } from '../median.ts'

const FEW = 1000
const MANY = 100_000
const ROUNDS = 7
const ASKED_A_ROUND = 20
const REACH = 1.5

const WORDS: Record<GrowthQuestion, string> = {
  'first-page': 'the first signed-in page',
  history: 'the history of twenty events',
  'past-question': 'a past question of an auditor',
}

/** The same three questions of a portal with few people and of one with a hundred times as many. */
export const growth: Measurement = {
  name: 'growth',
  work: `the first signed-in page, the history and a past question, together, among ${shown(MANY)} people with 20 events each`,
  peer: `the same three among ${shown(FEW)} people, over HTTP as well`,
  unit: 'ms',
  reach: { timesItsTime: REACH },
  run: async (ground) => {
    const few = await portalWithPeople(ground, FEW)
    const many = await portalWithPeople(ground, MANY)
    const seen = { ours: [] as number[], against: [] as number[] }
    const also: Condition[] = []
    for (const question of Object.keys(WORDS) as GrowthQuestion[]) {
      const { ours, against } = await inTurns(ROUNDS, { ours: asked(many, question), against: asked(few, question) })
      const [grown, before] = [median(ours), median(against)]
      const says = `${WORDS[question]}: ${grown.toFixed(1)} ms among many, ${before.toFixed(1)} ms among few, at most ${REACH} times as long`
      also.push({ says, met: grown <= REACH * before })
      seen.ours.push(grown)
      seen.against.push(before)
    }
    return { ours: [sum(seen.ours)], against: [sum(seen.against)], also }
  },
}

/** The median of a round's questions, each about somebody else. */
function asked({ ask }: PortalWithPeople, question: GrowthQuestion): () => Promise<number> {
  return async () => {
    const times: number[] = []
    for (let number = 0; number < ASKED_A_ROUND; number++) times.push(await ask[question]())
    return median(times)
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function shown(count: number): string {
  return count.toLocaleString('en')
}
