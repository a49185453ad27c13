import { answers } from '#tests/support/act.ts'
import type { Browser } from '#tests/support/browser.ts'
import { aContributor, aNode, aProgramme } from '#tests/support/build.ts'
import { signedIn } from '#tests/support/signed-in.ts'
import { consentTokensOf } from '../ground/consent-tokens-of.ts'
import { type NodeClient, nodeClient } from '../ground/node-client.ts'
import { noticeRoundTrips } from '../ground/notice-round-trip.ts'
import type { Measurement } from '../measurement.ts'
import { median, percentile } from '../median.ts'

const WITHDRAWALS = 200

/** People withdraw on the pages of one server; another, which has just said yes to their tokens, is asked again. */
export const withdrawalReachesOthers: Measurement = {
  name: 'withdrawal-reaches-others',
  work: `p99 of ${WITHDRAWALS} withdrawals: from the page's answer on one server to the denial on another`,
  peer: 'p99 of as many LISTEN/NOTIFY round trips on the same database, in between',
  unit: 'ms',
  reach: { atMost: 20 },
  run: async (ground) => {
    const world = await ground.world()
    await aProgramme(world)
    const node = await aNode(world, ['lung'])
    const [one, another] = [await world.serve(), await world.serve()]
    const hospital = await nodeClient(another.url, node)
    const notices = await noticeRoundTrips(world.urls.app)

    const ours: UntilDenied[] = []
    const against: number[] = []
    const questions: number[] = []
    for (let round = 0; round < WITHDRAWALS; round++) {
      const person = await aContributor(world, node.organisationId)
      await answers(world, person, 'yes')
      const [token = ''] = await consentTokensOf(hospital, [person.pseudonym])
      const asked = performance.now()
      if (!(await hospital.introspect(token)).active) throw new Error('the token was never active')
      questions.push(performance.now() - asked)
      ours.push(await untilDenied(hospital, token, await signedIn(world, one.url, person)))
      against.push(await notices.measure())
    }
    await notices.close()
    const waited = ours.map(({ ms }) => ms)
    const atOnce = ours.filter(({ questions }) => questions === 1).length
    const notes = [
      `p50: ${median(waited).toFixed(1)} ms, against ${median(against).toFixed(1)} ms`,
      `${atOnce} of ${WITHDRAWALS} were denied at the first question after the page's answer`,
      `a question by itself, before anybody withdrew: p50 ${median(questions).toFixed(1)} ms, p99 ${percentile(questions, 0.99).toFixed(1)} ms`,
    ]
    return { ours: [percentile(waited, 0.99)], against: [percentile(against, 0.99)], notes }
  },
}

/** How long it took until a question was answered no, and how many that took. */
type UntilDenied = { ms: number; questions: number }

async function untilDenied(hospital: NodeClient, token: string, browser: Browser): Promise<UntilDenied> {
  const answer = await browser.post('/en/choices/lung/withdrawal', { tier: 'stop' })
  const acknowledged = performance.now()
  if (answer.status !== 303) throw new Error(`the withdrawal was answered ${answer.status}`)
  let questions = 1
  for (; (await hospital.introspect(token)).active; questions++) {
    if (performance.now() - acknowledged > 5000) throw new Error('a withdrawal did not reach the other server in 5 s')
  }
  return { ms: performance.now() - acknowledged, questions }
}
