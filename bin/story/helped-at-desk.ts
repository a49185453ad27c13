import acting from '#locales/sl/acting.json' with { type: 'json' }
import { type Browser, browser, hiddenFields, wordsOf } from './browser.ts'
import { clerksOf } from './clerks.ts'
import { sendsLetter } from './enrols.ts'
import { at, is, no, yes } from './expectations.ts'
import { answersTheQuestions, claims, PIN } from './says-yes.ts'
import { aboutSomebodyNew, type Stage } from './stage.ts'

const SITTING = '/sl/staff/desk/sitting'

/** Somebody who said yes at her hospital's desk, the code that she keeps, and the two clerks. */
export type HelpedPerson = { stage: Stage; code: string; clerks: [Browser, Browser] }

/** Somebody is helped at her hospital's desk: by her own code and PIN, and by nothing that a clerk has. */
export async function isHelpedAtDesk(before: Stage): Promise<HelpedPerson> {
  const stage = aboutSomebodyNew(before)
  const { demo, tell } = stage
  tell.chapter('Somebody else asks for help at her hospital’s desk')
  const code = await claims(stage, browser(demo.url, tell), await sendsLetter(stage))
  const clerks = await clerksOf(stage)
  const [desk] = clerks
  const letIn = (pin: string) => () => desk.post(SITTING, { code, pin })
  await tell.step('a clerk who does not know her PIN gets nowhere', letIn('000111'), is(422))
  await tell.step('she types her code and PIN herself, on the clerk’s device', letIn(PIN), at('/sl/choices'))

  const toCheck = await answersTheQuestions(stage, desk)
  const confirms = () => desk.post(toCheck.url, { ...hiddenFields(toCheck, 'name="confirm"'), confirm: 'yes' })
  const receipt = await tell.step('she confirms, and gets her receipt', confirms, at('/sl/receipts/'))
  const saysWhoHelped = wordsOf(receipt).includes(acting.who['hospital-assisted'])
  await tell.step('which says that staff helped her', async () => saysWhoHelped, yes('it does not'))
  await tell.step('the hospital may use her data', stage.permitted, yes('it may not'))
  await tell.step('what is about her account stays closed', () => desk.get('/sl/messages'), is(403))
  const ends = () => desk.post('/sl/sign-out', { end: 'yes' })
  await tell.step('one button ends it, and the clerk is back at the desk', ends, at(`${SITTING}?ended`))
  await tell.step('and the desk sees nothing of her any more', () => desk.get('/sl/choices'), at('/sl/sign-in'))
  return { stage, code, clerks }
}

/** A death counts once two clerks say it; it was a mistake, and she has everything back. */
export async function isSaidToHaveDied({ stage, code, clerks: [one, other] }: HelpedPerson): Promise<void> {
  const { demo, tell, pseudonym } = stage
  tell.chapter('Her hospital says that she died, and that this was a mistake')
  const page = '/en/staff/desk/death'
  const died = { intent: 'enter', pseudonym, died_on: new Date().toISOString().slice(0, 10) }
  const entered = await tell.step('one clerk enters it', () => one.post(page, died), at(`${page}?done=entered`))
  await tell.step('nothing follows from that', stage.permitted, yes('she is not permitted any more'))

  const { report = '' } = hiddenFields(entered, 'name="report"')
  const confirm = (desk: Browser) => () => desk.post(page, { intent: 'confirm', report })
  await tell.step('who entered it cannot confirm it', confirm(one), is(422))
  await tell.step('another clerk confirms it', confirm(other), at(`${page}?done=confirmed`))
  await tell.step('her yes was not to go on: it has ended', stage.permitted, no('she is still permitted'))
  const signsIn = () => browser(demo.url, tell).post('/sl/sign-in', { code, pin: PIN })
  await tell.step('nobody can sign in for her', signsIn, is(422))

  const takesBack = () => one.post(page, { intent: 'take-back', report })
  await tell.step('it was a mistake, and is taken back', takesBack, at(`${page}?done=taken-back`))
  await tell.step('her yes counts again', stage.permitted, yes('she is not permitted'))
  await tell.step('and she signs in as before', signsIn, at('/sl/choices'))
}
