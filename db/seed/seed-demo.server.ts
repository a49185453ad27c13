import { sql } from 'drizzle-orm'
import { openWords } from '#app/i18n/open-words.server.ts'
import type { Portal } from '#app/portal.server.ts'
import { openDatabase, type Tx } from '../client.server.ts'
import { programmes } from '../schema/index.ts'
import { type Demo, movedTo } from './demo.ts'
import { seedFindingPaths } from './finding-paths.server.ts'
import { seedHospitals } from './hospitals.server.ts'
import { seedImpact } from './impact.server.ts'
import { seedPeople } from './people.server.ts'
import { seedProgrammes } from './programmes.server.ts'
import { seedStaff } from './staff.server.ts'
import { seedUses } from './uses.server.ts'

/**
 * Fills an empty database with plainly made-up programmes, hospitals and people, or finds them as they were left.
 * Programmes and hospitals are the owner's to make; what people chose goes through the services, at past times.
 */
export async function seedDemo(portal: Portal, ownerUrl: string, previous: Demo | null): Promise<Demo> {
  const owner = openDatabase(ownerUrl, { connections: 2 })
  try {
    if (await owner.as('public', isSeeded)) return found(portal, previous)
    const made = await owner.as('public', async (tx) => {
      const forms = await seedProgrammes(tx, portal.clock.now())
      const hospitals = await seedHospitals(tx, portal.clock.now())
      const staff = await seedStaff(portal, tx, hospitals)
      await seedFindingPaths(tx, { hospitals, staff, at: portal.clock.now() })
      return { forms, hospitals, staff }
    })
    const people = await seedPeople(portal, owner, { ...made, words: await openWords() })
    return await owner.as('public', async (tx) => {
      const dataUses = await seedUses(portal, tx, made.hospitals, people)
      await seedImpact(tx, portal.clock.now(), made.staff)
      await claimedLongAgo(tx)
      return {
        url: portal.settings.url,
        programmes: Object.keys(made.forms).map((id) => ({ id })),
        data_uses: dataUses,
        contributors: people.map(({ demo }) => demo),
        nodes: made.hospitals.map(({ demo }) => ({
          ...demo,
          pseudonyms: people
            .filter(({ demo: { node } }) => node === demo.client_id)
            .map(({ demo: { pseudonym } }) => pseudonym),
        })),
        auditors: made.hospitals.map(({ auditor }) => auditor),
        staff: made.staff.map(({ demo }) => demo),
      }
    })
  } finally {
    await owner.close()
  }
}

/** The database writes down when a letter is claimed; the demo's were claimed before there was a demo. */
async function claimedLongAgo(tx: Tx): Promise<void> {
  await tx.execute(sql`alter table claims disable trigger only_added`)
  await tx.execute(sql`update claims set recorded_at = claimed_at from enrolments where enrolments.id = enrolment_id`)
  await tx.execute(sql`alter table claims enable trigger only_added`)
}

async function isSeeded(tx: Tx): Promise<boolean> {
  return (await tx.select({ id: programmes.id }).from(programmes).limit(1)).length > 0
}

function found(portal: Portal, previous: Demo | null): Demo {
  if (previous) return movedTo(portal.settings.url, previous)
  throw new Error('the database holds programmes already, and its demo.json is missing: use an empty database')
}
