import { sql } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import type { FormChange, FormWords } from '#app/domain/consent/form.ts'
import { startServer } from '#app/server.ts'
import { askAgain } from '#app/services/ask-again.server.ts'
import { decideForSubjects } from '#app/services/decide-for-subjects.server.ts'
import { issueConsentTokens } from '#app/services/issue-consent-tokens.server.ts'
import { openStatusLists } from '#app/services/publish-status-lists.server.ts'
import { readReceiptFile } from '#app/services/read-receipt-file.server.ts'
import { recordOnDisk } from '#tests/support/chain.ts'
import { contributorBuild } from '#tests/support/contributor-build.ts'
import { contributorWorld } from '#tests/support/contributor-world.ts'
import { others, otherWords } from '#tests/support/other-words.ts'
import { readHistory } from '#tests/support/read-history.ts'
import { signedIn } from '#tests/support/signed-in.ts'
import { aWordedForm } from '#tests/support/worded-form.ts'

/** What somebody agreed to is what was kept then, whatever becomes of the forms and of the words of the pages. */

const her = contributorWorld()
let receipt: string

beforeEach(async () => {
  await openStatusLists(her.accord.portal)
  receipt = await her.saysYes()
})

/** What she agreed to as the portal keeps it, her receipt’s file, and what her hospital is told and holds. */
async function agreed() {
  const { portal } = her.accord
  const [entry] = await readHistory(portal, her.person.id)
  const file = await readReceiptFile(portal, her.person.id, receipt.split('/').at(-1) ?? '')
  return {
    snapshot: entry?.snapshot,
    hash: entry?.hash,
    event: entry?.event,
    sealed: (await recordOnDisk(her.accord, her.person.id)).map(({ hash }) => hash.toString('hex')),
    file: file?.jsonLd.toString(),
    permitted: await permitted(),
    token: (await held()).map(({ jti, compact }) => ({ jti, compact })),
  }
}

/** The uses that her hospital may make of her data, of all that its node could ask for. */
async function permitted(): Promise<string[]> {
  const may: string[] = []
  for (const purpose of ['ai-development', 'education']) {
    for (const recipient of ['public-research', 'company']) {
      const use = { purpose, recipient, region: 'eu-eea', data: ['imaging-ct'] }
      const asked = { node: her.node, basis: { legal_basis: 'consent', programme: 'lung' } as const, use }
      const reply = await decideForSubjects(her.accord.portal, { ...asked, subjects: [her.person.pseudonym] })
      if (reply.ok && reply.event.permitted.length > 0) may.push(`${purpose} ${recipient}`)
    }
  }
  return may
}

function held() {
  const { id: contributorId, enrolmentId, pseudonym } = her.person
  return issueConsentTokens(her.accord.portal, {
    node: her.node,
    target: { basis: 'consent', programme: 'lung' },
    tokenDays: 30,
    enrolments: [{ id: enrolmentId, contributorId, pseudonym }],
  })
}

/** Questions of the same names whose every answer gives more, in other words. */
function wider() {
  const { questions, words } = aWordedForm('lung', 'wider')
  const adds = { purpose: ['ai-development', 'scientific-research', 'education'], recipient: ['company'] }
  return {
    questions: questions.map((one) => ({
      ...one,
      options: one.options.map((option) => ({ ...option, adds: { ...option.adds, ...adds } })),
    })),
    words: { en: others(words.en as FormWords) },
  }
}

describe('a new version', () => {
  test.each<[string, FormChange | null]>([
    ['minor', 'minor'],
    ['major', 'major'],
    ['nothing', null],
  ])(
    'that gives more for every answer, declared %s, leaves her permits, her token and her words as they were',
    async (_, change) => {
      const before = await agreed()
      expect(before.permitted).toEqual(['ai-development public-research'])
      expect(before.token).toHaveLength(1)
      await her.publishNewForm({ follows: her.formId(), change, ...wider() })
      await askAgain(her.accord.portal)
      expect(await agreed()).toEqual(before)
      expect(await everyToken()).toEqual([{ jti: before.token[0]?.jti, state: 'issued' }])
    },
  )
})

describe('the version that she agreed to', () => {
  test('cannot be changed, not even by who owns the database', async () => {
    await expect(rewritten()).rejects.toMatchObject({ cause: { message: 'rows of form_versions are only ever added' } })
  })

  test('is nothing that her consent is read from: rewritten by force, it changes nothing of it', async () => {
    const before = await agreed()
    await byForce(rewritten)
    expect(await her.read('/en/choices/lung/questions/take-part')).toContain('Other: May your scans be used?')
    expect(await agreed()).toEqual(before)
    expect(await her.read(receipt)).not.toContain('Other:')
  })
})

describe('other words on every page', () => {
  test('leave what she agreed to as it was, on the receipt, in its file and in the history', async () => {
    const before = await agreed()
    const words = await otherWords()
    const server = await startServer(her.accord.portal, { port: 0, host: '127.0.0.1', build: contributorBuild, words })
    try {
      const browser = await signedIn(her.accord, server.url, her.person)
      const read = async (path: string) => (await browser.get(path)).text()
      expect(await read('/en/choices')).toContain('Other: ')
      for (const path of [receipt, '/en/history']) expect(kept(await read(path))).toEqual(kept(await her.read(path)))
      const file = await read(`${receipt}.json`)
      for (const sentence of before.snapshot?.summary ?? ['none']) expect(file).toContain(JSON.stringify(sentence))
      expect(await agreed()).toEqual(before)
    } finally {
      await server.close()
    }
  })
})

/** The words of then on a page: whatever says in which language it was. */
function kept(page: string): string[] {
  const blocks = page.match(/<(div|ul|p|dd|dt|section) lang="en"[\s\S]*?<\/\1>/g) ?? []
  expect(blocks.length).toBeGreaterThan(0)
  return blocks
}

function everyToken() {
  return her.accord.owner.as('public', (tx) =>
    tx.execute(sql`select jti, state from consent_tokens where contributor_id = ${her.person.id}`),
  )
}

function rewritten() {
  const { questions, words } = wider()
  return her.accord.owner.as('public', (tx) =>
    tx.execute(
      sql`update form_versions set questions = ${JSON.stringify(questions)}::jsonb, words = ${JSON.stringify(words)}::jsonb
        where id = ${her.formId()}`,
    ),
  )
}

async function byForce(work: () => Promise<unknown>): Promise<void> {
  const guards = (state: 'disable' | 'enable') =>
    her.accord.owner.as('public', (tx) => tx.execute(sql.raw(`alter table form_versions ${state} trigger user`)))
  await guards('disable')
  await work()
  await guards('enable')
}
