import { afterAll, beforeAll, beforeEach } from 'vitest'
import type { Form } from '#app/domain/consent/form.ts'
import { type RunningServer, startServer } from '#app/server.ts'
import type { Browser } from './browser.ts'
import { aContributor, aNode, aProgramme, type TestContributor, type TestNode } from './build.ts'
import { contributorBuild } from './contributor-build.ts'
import { readHistory } from './read-history.ts'
import { signedIn } from './signed-in.ts'
import { type TestPortal, testPortal } from './test-portal.ts'
import { aWordedForm, publishes } from './worded-form.ts'

export const QUESTIONS = '/en/choices/lung/questions'

export type ContributorWorld = {
  accord: TestPortal
  server: RunningServer
  node: TestNode
  person: TestContributor
  browser: Browser
  formId(): string
  /** A version after the last one; nobody declared what changed unless a test does. */
  publishNewForm(changes?: Partial<Form>): Promise<void>
  answer(question: string, value: string): Promise<Response>
  confirm(form?: string): Promise<Response>
  /** Answers and confirms; returns where the receipt is. */
  saysYes(): Promise<string>
  read(path: string): Promise<string>
  /** What was recorded for her, oldest first. */
  recorded(): Promise<string[]>
}

/** A served portal with a lung programme; each test gets a new version of its form and a new person, signed in. */
export function contributorWorld(): ContributorWorld {
  let version = 1
  const world: ContributorWorld = {
    formId: () => `lung-${version}`,
    publishNewForm: async (changes = {}) => {
      version += 1
      await publishes(world.accord, { ...aWordedForm('lung', String(version)), ...changes })
    },
    answer: (question: string, value: string) => world.browser.post(`${QUESTIONS}/${question}`, { answer: value }),
    confirm: (form = world.formId()) => world.browser.post(`${QUESTIONS}/check`, { form, confirm: 'yes' }),
    saysYes: async () => {
      await world.answer('take-part', 'yes')
      await world.answer('companies', 'no')
      return place(await world.confirm()) ?? ''
    },
    read: async (path: string) => (await world.browser.get(path)).text(),
    recorded: async () => (await readHistory(world.accord.portal, world.person.id)).map(({ type }) => type).reverse(),
  } as ContributorWorld
  beforeAll(async () => {
    world.accord = await testPortal()
    await aProgramme(world.accord)
    world.node = await aNode(world.accord, ['lung'])
    world.server = await startServer(world.accord.portal, { port: 0, host: '127.0.0.1', build: contributorBuild })
  })
  beforeEach(async () => {
    world.accord.setTime(null)
    await world.publishNewForm()
    world.person = await aContributor(world.accord, world.node.organisationId)
    world.browser = await signedIn(world.accord, world.server.url, world.person)
  })
  afterAll(async () => {
    await world.server.close()
    await world.accord.close()
  })
  return world
}

/** Where an answer leads. */
export function place(response: Response): string | null {
  return response.headers.get('Location')
}
