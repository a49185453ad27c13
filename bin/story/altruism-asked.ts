import { LANGUAGES } from '#app/i18n/languages.ts'
import { type Browser, browser, hiddenFields, wordsOf } from './browser.ts'
import { at, is, no, yes } from './expectations.ts'
import type { Stage } from './stage.ts'

const WISHES = { answer: 'ask-me', companies: 'no', reports: 'no' }

const SCOPE = { purpose: 'scientific-research', recipient: 'public-research', region: 'eu-eea', data: 'imaging-ct' }

/** A project is drafted and approved by two people, and asks somebody who said *ask me*: silence is no, and her word counts at once. */
export async function isAskedForAltruism(stage: Stage, tablet: Browser): Promise<void> {
  const { tell, clinic, node, pseudonym } = stage
  tell.chapter('A new project asks her, because she said *ask me*')
  await tell.step(
    'she says: ask me',
    () => tablet.post('/uk/choices/altruism', { ...WISHES, confirm: 'yes' }),
    at('/uk/receipts/'),
  )
  const editor = await staffDesk(stage, 'editor')
  const place = await drafts(stage, editor)
  const dataUse = place.split('/').at(-1) ?? ''
  const permitted = async () => {
    const asked = { legal_basis: 'altruism', data_use: dataUse, ...SCOPE, data: [SCOPE.data], subjects: [pseudonym] }
    const { body } = await clinic.post<{ permitted?: string[] }>('/api/v1/decisions', asked)
    return body.permitted?.includes(pseudonym) ?? false
  }
  await tell.step('who drafted it cannot approve it', () => editor.post(place, { intent: 'approve' }), is(403))
  const asking = `/choices/altruism/${dataUse}`
  const isAsked = async () => (await tablet.get('/uk/choices')).text.includes(asking)
  await tell.step('a draft asks nobody', isAsked, no('she was asked'))

  const approver = await staffDesk(stage, 'approver')
  await tell.step('another member of staff approves it', () => presses(approver, place, 'approve'), is(200))
  await tell.step('her first page asks her', isAsked, yes('it does not'))
  await tell.step('silence is no', permitted, no('she was permitted'))
  await tell.step('she says yes to this one', () => tablet.post(`/uk${asking}`, { answer: 'yes' }), at('/uk/receipts/'))
  await tell.step('the hospital is told yes', permitted, yes('she was not permitted'))
  await tell.step(
    'her page counts it among the projects that she is in',
    () => tablet.get('/uk/choices/altruism'),
    (page) => (/Ви берете участь [ву] \d/.test(wordsOf(page)) ? null : 'it does not'),
  )

  const says = (answer: string) => tablet.post('/uk/choices/objection', { answer, country: node.country })
  await tell.step('she says no to any use of her data', () => says('object'), at('/uk/receipts/'))
  await tell.step('at once the hospital is told no', permitted, no('she was still permitted'))
  await tell.step('she takes that no back', () => says('reverse'), at('/uk/receipts/'))
  await tell.step('and it is as she said before', permitted, yes('she was not permitted'))
  await tell.step('staff end the project', () => presses(approver, place, 'end'), is(200))
  await tell.step('and with it all that it might do', permitted, no('she was still permitted'))
}

/** The editor says what is to be approved and writes it in every language. */
async function drafts({ tell, programme }: Stage, editor: Browser): Promise<string> {
  const today = new Date()
  const end = new Date(Date.UTC(today.getUTCFullYear() + 2, 0, 1))
  const begun = await tell.step(
    'the editor drafts a data use',
    () =>
      editor.post('/en/staff/data-uses/new', {
        ...SCOPE,
        programme,
        words: 'en',
        title: 'What the story asks (made up)',
        legal_basis: 'altruism',
        organisation: 'Story University (made up)',
        tool_name: 'story-tool',
        tool_version: '1.0',
        approval_reference: 'STORY-1',
        starts_on: '2026-01-01',
        ends_on: end.toISOString().slice(0, 10),
      }),
    at('/en/staff/data-uses/what-the-story-asks'),
  )
  const place = begun.url.split('?')[0] ?? ''
  for (const words of LANGUAGES) {
    await tell.step(
      `and tells people of it in ${words}`,
      () =>
        editor.post(place, { intent: 'write', words, title: `Story (${words})`, summary: 'Made up for the story.' }),
      is(200),
    )
  }
  return place
}

/** Presses a button under what stands there now. */
async function presses(desk: Browser, place: string, intent: string) {
  const page = await desk.get(place)
  return desk.post(place, { ...hiddenFields(page, `value="${intent}"`), intent })
}

async function staffDesk({ tell, demo, programme }: Stage, role: string): Promise<Browser> {
  const member = demo.staff.find((one) => one.role === role && one.programme === programme)
  if (!member) throw new Error(`the demo has no ${role} for ${programme}`)
  const desk = browser(demo.url, tell)
  await desk.post('/en/staff/sign-in', { email: member.email, password: member.sign_in.password })
  return desk
}
