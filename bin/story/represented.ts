import acting from '#locales/sl/acting.json' with { type: 'json' }
import words from '#locales/sl/representatives.json' with { type: 'json' }
import { type Browser, browser, hiddenFields, type Page, wordsOf } from './browser.ts'
import { sendsLetter } from './enrols.ts'
import { at, is, yes } from './expectations.ts'
import { answersTheQuestions, claims, PIN } from './says-yes.ts'
import { aboutSomebodyNew, type Stage } from './stage.ts'

const PAGE = '/sl/representatives'

/** Somebody names her daughter, who acts for her within what was agreed, until one of them ends it. */
export async function isRepresented(before: Stage): Promise<void> {
  const stage = aboutSomebodyNew(before)
  const { demo, tell, programme, permitted } = stage
  tell.chapter('Somebody lets her daughter act for her')
  const phone = browser(demo.url, tell)
  await claims(stage, phone, await sendsLetter(stage))
  await namesDaughter(stage, phone)

  const daughter = browser(demo.url, tell)
  await accepts(stage, daughter, codesOn(await phone.get(PAGE)))
  const check = await answersTheQuestions(stage, daughter)
  const receipt = await tell.step(
    'the daughter says yes for her mother',
    () => daughter.post(check.url, { ...hiddenFields(check, 'name="confirm"'), confirm: 'yes' }),
    at('/sl/receipts/'),
  )
  await tell.step('the receipt says who acted', async () => receipt, tells(acting.who.representative))
  await tell.step('the hospital is told yes', permitted, yes('she was not permitted'))
  const seen = await tell.step('the mother sees what was done for her', () => phone.get(PAGE), tells(words.did))
  const end = { ...hiddenFields(seen, 'value="end"'), act: 'end' }
  await tell.step('she ends it with one tap', () => phone.post(PAGE, end), tells(words['ended-by'].contributor))
  await tell.step(
    'a form that the daughter still has open counts for nobody',
    () => daughter.post(`/sl/choices/${programme}/withdrawal`, { tier: 'stop' }),
    is(403),
  )
  await tell.step('and what was said stands', permitted, yes('she was not permitted'))
}

async function namesDaughter({ tell }: Stage, phone: Browser): Promise<void> {
  const today = new Date()
  const yesterday = dayBefore(today)
  const inAYear = new Date(Date.UTC(today.getUTCFullYear() + 1, 0, 1)).toISOString().slice(0, 10)
  const naming = { name: 'Moja hči', acts: 'answer', programmes: 'all', first_day: today.toISOString().slice(0, 10) }
  const name = (last_day: string) => phone.post(`${PAGE}/new`, { ...naming, last_day, pin: PIN })
  await tell.step('an end that has passed is refused', () => name(yesterday), is(422))
  await tell.step('she names her daughter, for a while', () => name(inAYear), tells(words.state.waiting))
}

/** The daughter has no account yet; nobody enrolled her. */
async function accepts({ tell }: Stage, daughter: Browser, invited: { number: string; code: string }): Promise<void> {
  const opens = (fields: object) => daughter.post('/sl/representation', { ...invited, ...fields })
  await tell.step('a wrong code opens nothing', () => opens({ code: '0000-0000-0000-0' }), is(422))
  await tell.step('the daughter reads what she is asked', () => opens({}), tells(words.accept.question))
  const accept = { decide: 'yes', name: 'Moja mama' }
  await tell.step('she accepts and gets an account of her own', () => opens(accept), at('/sl/way-back'))
  await daughter.post('/sl/way-back', { pin: PIN, pin_again: PIN })
  const page = await daughter.get(PAGE)
  const begin = { ...hiddenFields(page, 'value="begin"'), act: 'begin' }
  await tell.step('she begins to act for her mother', () => daughter.post(PAGE, begin), at('/sl/acting'))
}

/** The number and the code to hand over. */
function codesOn({ text }: Page): { number: string; code: string } {
  const [number = '', code = ''] = [...text.matchAll(/<p class="code">([^<]+)</g)].map(([, shown]) => shown)
  return { number, code }
}

function dayBefore(day: Date): string {
  return new Date(day.getTime() - 86_400_000).toISOString().slice(0, 10)
}

function tells(sentence: string) {
  return (page: Page) => (wordsOf(page).includes(sentence) ? null : `${page.url} does not`)
}
