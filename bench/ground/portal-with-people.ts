import { openSession } from '#app/services/open-session.server.ts'
import { aStaffMember } from '#tests/services/support/staff.ts'
import { aBrowser, type Browser } from '#tests/support/browser.ts'
import { aContributor, aNode, aProgramme, REQUEST, type TestContributor, type TestNode } from '#tests/support/build.ts'
import { EVENTS_EACH, fullTables } from '#tests/support/full-tables.ts'
import { aLongRecord } from '#tests/support/long-record.ts'
import { signedIn } from '#tests/support/signed-in.ts'
import type { Ground, World } from './ground.ts'

/** How many of them ask, one after another, so that no answer is one that was just given. */
const ASKING = 20

/** A served portal with so many people of twenty events each; each question is asked by another of a few of them in turn. */
export type PortalWithPeople = { ask: Record<GrowthQuestion, () => Promise<number>> }

export type GrowthQuestion = 'first-page' | 'history' | 'past-question'

export async function portalWithPeople(ground: Ground, people: number): Promise<PortalWithPeople> {
  const world = await ground.world()
  await aProgramme(world)
  const node = await aNode(world, ['lung'])
  await fullTables(world, node, people)
  const { url } = await world.serve()
  const asking = await peopleWhoAsk(world, node, url)
  const desk = await auditorsDesk(world, url)
  let turn = 0
  const next = () => asking[turn++ % ASKING] as Asking
  return {
    ask: {
      'first-page': () => milliseconds(() => next().browser.get('/en/choices'), 'lung'),
      history: () => milliseconds(() => next().browser.get('/en/history'), `Entry ${EVENTS_EACH} of ${EVENTS_EACH}`),
      'past-question': () => milliseconds(() => pastQuestion(desk, node, next()), 'permitted-by-consent'),
    },
  }
}

type Asking = { person: TestContributor; browser: Browser }

async function peopleWhoAsk(world: World, node: TestNode, url: string): Promise<Asking[]> {
  const asking: Asking[] = []
  for (let number = 0; number < ASKING; number++) {
    const person = await aContributor(world, node.organisationId)
    await aLongRecord(world, person.id, EVENTS_EACH)
    asking.push({ person, browser: await signedIn(world, url, person) })
  }
  return asking
}

async function auditorsDesk(world: World, url: string): Promise<Browser> {
  const auditor = await aStaffMember(world, [{ role: 'auditor', programmeId: 'lung' }])
  const desk = aBrowser(url)
  desk.cookies.set('__Host-accord-staff', await openSession(world.portal, { staffId: auditor.id }))
  return desk
}

function pastQuestion(desk: Browser, node: TestNode, { person }: Asking): Promise<Response> {
  const { data, ...use } = REQUEST
  const at = new Date(Date.now() - 1000).toISOString()
  const about = { hospital: node.organisationId, pseudonym: person.pseudonym, basis: 'consent:lung' }
  return desk.post('/en/staff/explanations/question', { ...about, ...use, data: data.join(), at })
}

/** How long an answer takes, whole; it must hold what it was asked for. */
async function milliseconds(ask: () => Promise<Response>, holds: string): Promise<number> {
  const begun = performance.now()
  const text = await (await ask()).text()
  const ms = performance.now() - begun
  if (!text.includes(holds)) throw new Error(`the answer does not say ${holds}: ${text.slice(0, 500)}`)
  return ms
}
