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

    const ours: number[] = []
    const against: number[] = []
    for (let round = 0; round < WITHDRAWALS; round++) {
      const person = await aContributor(world, node.organisationId)
      await answers(world, person, 'yes')
      const [token = ''] = await consentTokensOf(hospital, [person.pseudonym])
      if (!(await hospital.introspect(token)).active) throw new Error('the token was never active')
      ours.push(await untilDenied(hospital, token, await signedIn(world, one.url, person)))
      against.push(await notices.measure())
    }
    await notices.close()
    const notes = [`p50: ${median(ours).toFixed(1)} ms, against ${median(against).toFixed(1)} ms`]
    return { ours: [percentile(ours, 0.99)], against: [percentile(against, 0.99)], notes }
  },
}

async function untilDenied(hospital: NodeClient, token: string, browser: Browser): Promise<number> {
  const answer = await browser.post('/en/choices/lung/withdrawal', { tier: 'stop' })
  const acknowledged = performance.now()
  if (answer.status !== 303) throw new Error(`the withdrawal was answered ${answer.status}`)
  while ((await hospital.introspect(token)).active) {
    if (performance.now() - acknowledged > 5000) throw new Error('a withdrawal did not reach the other server in 5 s')
  }
  return performance.now() - acknowledged
}
