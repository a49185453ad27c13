import { type Browser, browser, hiddenFields, type Page, radioValues, wordsOf } from './browser.ts'
import { BIRTH, type Letter } from './enrols.ts'
import { at, is, no } from './expectations.ts'
import { saysLater } from './says-later.ts'
import type { Stage } from './stage.ts'

export const PIN = '582914'

/** Her phone, signed in, and the code that she keeps to come back. */
export type Contributor = { phone: Browser; code: string }

export async function saysYes(stage: Stage, letter: Letter): Promise<Contributor> {
  const { demo, tell } = stage
  tell.chapter('She claims her letter and says yes, on a phone, in Slovenian')
  const phone = browser(demo.url, tell)
  const code = await claims(stage, phone, letter)
  await saysLater(stage, phone)
  const toCheck = await answersTheQuestions(stage, phone)
  await tell.step('she is asked to check her answers; nothing is recorded yet', stage.permitted, no('it was'))
  const receipt = await tell.step(
    'she confirms and gets a receipt',
    () => phone.post(toCheck.url, { ...hiddenFields(toCheck, 'name="confirm"'), confirm: 'yes' }),
    at('/sl/receipts/'),
  )
  await tell.step(
    'the receipt is there for machines too',
    () => phone.get(`${receipt.url}.json`),
    (json) => (json.type.includes('json') && JSON.parse(json.text) ? null : `it is ${json.type}`),
  )
  return { phone, code }
}

/** Claims her letter and chooses a way back in; returns the code to keep. */
export async function claims({ tell }: Stage, phone: Browser, letter: Letter): Promise<string> {
  const path = `/sl/invitation${new URL(letter.url).search}`
  const claim = (code: string) =>
    phone.post(path, { code, birth_day: BIRTH.day, birth_month: BIRTH.month, birth_year: BIRTH.year })
  await tell.step('the page of the letter opens', () => phone.get(path), is(200))
  await tell.step('a wrong code is refused', () => claim('0000-0000-0000-0'), is(422))
  await tell.step('the right code and birth date open the way', () => claim(letter.code), at('/sl/way-back'))
  const kept = await tell.step(
    'she chooses a PIN and is shown her code to keep',
    () => phone.post('/sl/way-back', { pin: PIN, pin_again: PIN }),
    (page) => (personalCode(page) ? null : `no code on ${page.url}`),
  )
  return personalCode(kept) ?? ''
}

/** Answers each question with its first answer, until she is asked to check them. */
export async function answersTheQuestions({ tell, programme }: Stage, phone: Browser): Promise<Page> {
  const questions = `/sl/choices/${programme}/questions`
  await tell.step('the questions open', () => phone.get(questions), is(200))
  let page = await tell.step(
    'the first question',
    () => phone.get(`${questions}/take-part`),
    (first) => (radioValues(first, 'answer').length === 5 ? null : 'there are not five answers'),
  )
  while (radioValues(page, 'answer').length > 0) {
    const asked = page
    const answer = radioValues(asked, 'answer')[0] ?? ''
    page = await tell.step(
      `she answers "${answer}"`,
      () => phone.post(asked.url, { ...hiddenFields(asked, 'name="answer"'), answer }),
      (next) => (next.url === asked.url ? 'the same question came again' : null),
    )
  }
  return page
}

/** The personal code on the page that shows it once. */
function personalCode(found: Page): string | null {
  return /\b[0-9A-Z]{4}(?:-[0-9A-Z]{1,4}){3}\b/.exec(wordsOf(found))?.[0] ?? null
}
