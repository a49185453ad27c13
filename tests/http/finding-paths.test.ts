import { beforeEach, expect, test } from 'vitest'
import type { FormWords, Question } from '#app/domain/consent/form.ts'
import { openSession } from '#app/services/open-session.server.ts'
import { aStaffMember } from '#tests/services/support/staff.ts'
import { aBrowser, type Browser } from '#tests/support/browser.ts'
import { aNode } from '#tests/support/build.ts'
import { contributorWorld, place, QUESTIONS } from '#tests/support/contributor-world.ts'
import { aWordedForm } from '#tests/support/worded-form.ts'

const DESK = '/en/staff/desk/findings'

/** A form that asks who should be told of what is found by chance, and a clerk of her hospital. */
const world = contributorWorld()
let clerk: Browser

const FINDINGS: Question = {
  id: 'findings',
  options: [
    { value: 'me', incidental_findings: 'tell-me' },
    { value: 'nobody', incidental_findings: 'no' },
  ],
}

beforeEach(async () => {
  clerk = await aClerkOf(world.node.organisationId)
  const form = aWordedForm('lung', '1')
  const words = Object.entries(form.words).map(([language, own]) => [language, withFindings(own)])
  await world.publishNewForm({ questions: [...form.questions, FINDINGS], words: Object.fromEntries(words) })
})

function withFindings(words: FormWords): FormWords {
  const option = { label: 'Tell', meaning: 'Told' }
  const findings = { question: 'Who should be told?', help: '', options: { me: option, nobody: option } }
  return { ...words, questions: { ...words.questions, findings } }
}

async function aClerkOf(organisationId: string): Promise<Browser> {
  const { id } = await aStaffMember(world.accord, [{ role: 'clerk', organisationId }])
  const browser = aBrowser(world.server.url)
  browser.cookies.set('__Host-accord-staff', await openSession(world.accord.portal, { staffId: id }))
  return browser
}

test('a person reads beside that question how her hospital would tell her, and nobody else’s', async () => {
  await world.answer('take-part', 'yes')
  await world.answer('companies', 'no')
  expect(await world.read(`${QUESTIONS}/findings`)).toContain('has not said yet how it would tell you')
  const other = await aClerkOf((await aNode(world.accord, ['lung'])).organisationId)
  await other.post(DESK, { to_person: 'letter', to_doctor: 'family-doctor' })
  const said = await clerk.post(DESK, { to_person: 'call', to_doctor: 'doctor-of-the-scan' })
  expect(place(said)).toBe(`${DESK}?saved`)
  const beside = await world.read(`${QUESTIONS}/findings`)
  expect(beside).toContain('would call you')
  expect(beside).not.toContain('would write you a letter')
  expect(await world.read(`${QUESTIONS}/companies`)).not.toContain('How you would hear of a chance finding')
})

test('her choices say it by the path that she chose, and nothing where nobody should be told', async () => {
  await clerk.post(DESK, { to_person: 'call', to_doctor: 'doctor-of-the-scan' })
  await world.answer('findings', 'me')
  await world.saysYes()
  const choices = await world.read('/en/choices')
  expect(choices).toContain('would call you')
  expect(choices).not.toContain('asked for your scan')
  await world.answer('findings', 'nobody')
  await world.saysYes()
  expect(await world.read('/en/choices')).not.toContain('would call you')
})

test('a hospital says both paths or neither, and its clerks alone say them', async () => {
  expect((await clerk.post(DESK, { to_person: 'letter' })).status).toBe(422)
  expect((await clerk.post(DESK, { to_person: 'pigeon', to_doctor: 'family-doctor' })).status).toBe(422)
  expect((await world.browser.post(DESK, { to_person: 'call', to_doctor: 'family-doctor' })).status).toBe(302)
})
