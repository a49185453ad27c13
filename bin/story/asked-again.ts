import reconsent from '#locales/sl/reconsent.json' with { type: 'json' }
import { type Browser, browser, hiddenFields, type Page, wordsOf } from './browser.ts'
import { sendsLetter } from './enrols.ts'
import { at, no, yes } from './expectations.ts'
import { WHAT_CHANGED } from './form-authored.ts'
import { answersTheQuestions, claims } from './says-yes.ts'
import { aboutSomebodyNew, type Stage } from './stage.ts'

/** What only the new version asks. */
const TEACHING = 'education'

/** Somebody else says yes while the questions are as they were. */
export async function agreesBefore(before: Stage): Promise<{ stage: Stage; phone: Browser }> {
  const stage = aboutSomebodyNew(before)
  const { demo, tell } = stage
  tell.chapter('Somebody else says yes, before the questions change')
  const phone = browser(demo.url, tell)
  await claims(stage, phone, await sendsLetter(stage))
  await answersAndConfirms(stage, phone)
  return { stage, phone }
}

/** Whether the questions she answered are the new version's, because this demo has been told the story. */
export async function areAskedAlready({ stage }: { stage: Stage }): Promise<boolean> {
  return stage.permitted(TEACHING)
}

/** The version that follows asks her again: what she said stands until she answers, and then her answer counts. */
export async function isAskedAgain({ stage, phone }: { stage: Stage; phone: Browser }): Promise<void> {
  const { tell, programme } = stage
  const changed = `/sl/choices/${programme}/what-changed`
  tell.chapter('She is asked again, and what she said stands until she answers')
  await standsAsBefore(stage)
  await tell.step(
    'her first page tells her that the questions have changed',
    () => phone.get('/sl/choices'),
    (page) => (page.text.includes(changed) ? tells(reconsent.notice.heading)(page) : 'it leads nowhere'),
  )
  await tell.step('she sees what changed, in its author’s words', () => phone.get(changed), tells(WHAT_CHANGED.sl))
  const later = await phone.get(`${changed}/later`)
  const receipt = await tell.step(
    'not now: she keeps what she said, and wants to be asked again in a week',
    () => phone.post(later.url, { ...hiddenFields(later, 'name="again"'), again: 'in-a-week' }),
    at('/sl/receipts/'),
  )
  await tell.step('the receipt says that her yes stays', async () => receipt, tells(reconsent.receipt.follows))
  await standsAsBefore(stage)
  await tell.step(
    'until then one quiet line is left on her first page',
    () => phone.get('/sl/choices'),
    (page) =>
      page.text.includes(changed) && !wordsOf(page).includes(reconsent.notice.heading) ? null : 'it is not so',
  )
  await answersAndConfirms(stage, phone)
  await tell.step('the hospital is told yes', stage.permitted, yes('she was not permitted'))
  await tell.step('and yes for teaching too', () => stage.permitted(TEACHING), yes('she was not permitted'))
  await tell.step(
    'her first page asks nothing any more',
    async () => (await phone.get('/sl/choices')).text.includes(changed),
    no('it still does'),
  )
}

async function standsAsBefore({ tell, permitted }: Stage): Promise<void> {
  await tell.step('the hospital is told yes for what she agreed to', permitted, yes('she was not permitted'))
  await tell.step('and no for what only the new version asks', () => permitted(TEACHING), no('she was permitted'))
}

async function answersAndConfirms(stage: Stage, phone: Browser): Promise<void> {
  const check = await answersTheQuestions(stage, phone)
  await stage.tell.step(
    'she confirms and gets a receipt',
    () => phone.post(check.url, { ...hiddenFields(check, 'name="confirm"'), confirm: 'yes' }),
    at('/sl/receipts/'),
  )
}

function tells(sentence: string) {
  return (page: Page) => (wordsOf(page).includes(sentence) ? null : `${page.url} does not`)
}
