import { type Browser, hiddenFields, wordsOf } from './browser.ts'
import { at, no } from './expectations.ts'
import type { Stage } from './stage.ts'

/** She is not sure yet: she says later, chooses when to be asked again, and nothing is permitted meanwhile. */
export async function saysLater({ tell, programme, permitted }: Stage, phone: Browser): Promise<void> {
  const questions = `/sl/choices/${programme}/questions`
  const first = await phone.get(`${questions}/take-part`)
  const check = await tell.step(
    'first she says "later" and is asked when to ask again',
    () => phone.post(first.url, { ...hiddenFields(first, 'name="answer"'), answer: 'later' }),
    (page) => (page.text.includes('name="again"') ? null : 'she is not asked'),
  )
  const later = { ...hiddenFields(check, 'name="confirm"'), confirm: 'yes' }
  await tell.step(
    'a day that no calendar has is refused, in her language',
    () => phone.post(check.url, { ...later, again: 'on-a-day', again_day: '2020-02-30' }),
    (page) => (page.status === 422 && wordsOf(page).includes('Takega dneva ni') ? null : `it answered ${page.status}`),
  )
  await tell.step(
    'she chooses a week from now and gets a receipt',
    () => phone.post(check.url, { ...later, again: 'in-a-week' }),
    at('/sl/receipts/'),
  )
  await tell.step('nothing is permitted meanwhile', permitted, no('it was'))
}
