import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test as base } from '@playwright/test'
import type { Demo } from '#db/seed/demo.ts'

export { expect } from '@playwright/test'

type Person = Demo['contributors'][number]

type JourneyFixtures = { someone: (wanted: (person: Person) => boolean) => Promise<Person> }

/** Playwright's test with the running demo: its description, and people whom no other journey has taken. */
export const test = base.extend<JourneyFixtures, { demo: Demo }>({
  demo: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of a fixture's needs from this pattern
    async ({}, use) => {
      await use(JSON.parse(await readFile(join(folder(), 'demo.json'), 'utf8')) as Demo)
    },
    { scope: 'worker' },
  ],
  someone: async ({ demo }, use) => {
    await use(async (wanted) => {
      for (const [number, person] of demo.contributors.entries()) {
        if (wanted(person) && (await take(`person-${number}`))) return person
      }
      throw new Error('The demo has nobody left like this; ask for another kind of person or seed more of them.')
    })
  },
})

/** Making a folder succeeds for one process only, so no two workers get the same person. */
async function take(name: string): Promise<boolean> {
  const taken = join(folder(), 'taken')
  await mkdir(taken, { recursive: true })
  return mkdir(join(taken, name)).then(
    () => true,
    () => false,
  )
}

function folder(): string {
  const { ACCORD_JOURNEYS_FOLDER } = process.env
  if (!ACCORD_JOURNEYS_FOLDER) throw new Error('Journeys run through tests/support/playwright.config.ts')
  return ACCORD_JOURNEYS_FOLDER
}
