import type { i18n as I18n } from 'i18next'
import type { Form } from '#app/domain/consent/form.ts'
import type { Portal } from '#app/portal.server.ts'
import type { Database } from '../client.server.ts'
import { atOnce } from './at-once.ts'
import { cast, type Role } from './cast.ts'
import { choose } from './choose.server.ts'
import type { DemoContributor } from './demo.ts'
import { enrol } from './enrol.server.ts'
import type { SeededHospital } from './hospitals.server.ts'

export type SeededPerson = {
  role: Role
  /** Absent while nobody has claimed the letter. */
  contributorId: string | null
  enrolmentId: string
  nodeId: string
  demo: DemoContributor
}

export type World = { forms: Record<string, Form>; hospitals: SeededHospital[]; words: I18n }

/** About 200 made-up people in every state; what they chose goes through the services, at the time they chose it. */
export function seedPeople(portal: Portal, owner: Database, world: World): Promise<SeededPerson[]> {
  return atOnce(6, cast(), async (role) => {
    const hospital = world.hospitals[role.hospital]
    if (!hospital) throw new Error('the cast names a hospital that is not there')
    const person = await enrol(portal, owner, hospital, role)
    if (person.contributorId) await choose(portal, world, hospital, role, person.contributorId)
    return person
  })
}
