import paper from '#locales/sl/paper.json' with { type: 'json' }
import { type Browser, browser, radioNames, radioValues, wordsOf } from './browser.ts'
import { clerksOf } from './clerks.ts'
import { sendsLetter } from './enrols.ts'
import { at, is, no, yes } from './expectations.ts'
import { claims } from './says-yes.ts'
import { aboutSomebodyNew, type Stage } from './stage.ts'

const PAPERS = '/sl/staff/desk/papers'

/** The smallest picture: one grey dot stands for the scan. */
const SCAN = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
)

/** Somebody who never opens a letter signs a paper: her yes waits for two clerks, and her no on the phone for none. */
export async function signsPaper(before: Stage): Promise<void> {
  const stage = aboutSomebodyNew(before)
  const { demo, tell } = stage
  tell.chapter('Somebody signs a paper at her hospital, and changes her mind on the phone')
  const letter = await sendsLetter(stage)
  const [one, other] = await clerksOf(stage)
  const yesOnPaper = await readsForm(stage, one)
  const enters = (fields: Record<string, string>, scan: Buffer | null) => () =>
    one.post(yesOnPaper.url, sent(stage, fields, scan))

  const script = Buffer.from('%PDF-1.7\n1 0 obj\n<< /S /J#61vaScript /JS (app.alert(1)) >>\nendobj\n%%EOF')
  await tell.step('a scan with a script inside is refused', enters(yesOnPaper.fields, script), is(422))
  const waits = at(`${PAPERS}?done=waits`)
  const list = await tell.step('a clerk enters her yes with the scan', enters(yesOnPaper.fields, SCAN), waits)
  await tell.step('it does not count yet', stage.permitted, no('she is permitted'))
  const entered = new RegExp(`href="(${PAPERS}/[0-9a-f-]{36})">${stage.pseudonym}<`).exec(list.text)?.[1] ?? ''
  const confirms = (desk: Browser) => () => desk.post(entered, { quality: 'correct', compared: 'yes' })
  await tell.step('who entered it cannot check it', confirms(one), is(422))
  await tell.step('another clerk compares it with the scan', confirms(other), at(`${PAPERS}?done=correct`))
  await tell.step('now it counts', stage.permitted, yes('she is not permitted'))

  const stop = { way_in: 'phone', says: 'stop', identified: 'yes' }
  await tell.step('she calls, and a clerk enters her stop', enters(stop, null), at(`${PAPERS}?done=bound`))
  await tell.step('that binds at once, without a second clerk', stage.permitted, no('she is still permitted'))
  const phone = browser(demo.url, tell)
  await claims(stage, phone, letter)
  const history = await tell.step('her letter leads into what was recorded', () => phone.get('/sl/history'), is(200))
  const isTold = wordsOf(history).includes(paper.hers.heading)
  await tell.step('and she sees what was entered for her', async () => isTold, yes('she does not'))
}

/** The page on which a paper of the programme's newest form is entered, and its first answers. */
async function readsForm({ tell, programme }: Stage, desk: Browser) {
  const listed = await tell.step('a clerk opens the papers', () => desk.get(PAPERS), is(200))
  const url = new RegExp(`href="(${PAPERS}/new\\?form=${programme}[^"]*)"`).exec(listed.text)?.[1] ?? PAPERS
  const form = await tell.step('and the form that she signed', () => desk.get(url), is(200))
  const answers = radioNames(form).filter((name) => name.startsWith('answer-'))
  const first = answers.map((name) => [name, radioValues(form, name)[0] ?? ''])
  return { url, fields: { way_in: 'paper', says: 'answers', ...Object.fromEntries(first) } }
}

function sent({ pseudonym }: Stage, fields: Record<string, string>, scan: Buffer | null): FormData {
  const form = new FormData()
  const signed_on = new Date().toISOString().slice(0, 10)
  for (const [name, value] of Object.entries({ pseudonym, signed_on, language: 'sl', ...fields })) form.set(name, value)
  if (scan) form.set('scan', new File([new Uint8Array(scan)], 'scan'))
  return form
}
