import { type Browser, browser, type Page, wordsOf } from './browser.ts'
import { at, is } from './expectations.ts'
import type { Stage } from './stage.ts'

const PLACE = '/en/staff/explanations'

/** A decision that the hospital is given before she changes her mind; returns its number. */
export async function decidesBefore({ tell, clinic, programme, request, pseudonym }: Stage): Promise<string> {
  const asked = { legal_basis: 'consent', programme, ...request, subjects: [pseudonym] }
  const { body } = await tell.step(
    'the hospital is given a decision, and its number',
    () => clinic.post<{ decision_id: string; permitted: string[] }>('/api/v1/decisions', asked),
    (answer) => (answer.body.permitted.includes(pseudonym) ? null : 'she was not permitted'),
  )
  return body.decision_id
}

/** An auditor of the programme asks the decision again after she withdrew: as it was then, and as it is now. */
export async function asksAgain(stage: Stage, decision: string): Promise<void> {
  const { tell, pseudonym } = stage
  tell.chapter('Later, an auditor asks again what was decided then, and why')
  const desk = await auditorsDesk(stage)
  const then = await tell.step(
    'as it was then: permitted, though she has withdrawn since',
    () => desk.post(PLACE, { decision, pseudonym }),
    reads('permitted-by-consent'),
  )
  await tell.step(
    'with the form, the language, the words that she read, and their hash',
    async () => wordsOf(then),
    (words) => (/\(sl\).*\b[0-9a-f]{64}\b/.test(words) ? null : 'there is no hash, or no language'),
  )
  await tell.step(
    'by all that became known since, it was right to permit it then',
    () => desk.post(PLACE, { decision, pseudonym, known_at: new Date().toISOString() }),
    reads('permitted-by-consent'),
  )
  await tell.step('asked as of now, she has withdrawn', () => asksAsOfNow(stage, desk), reads('withdrawn'))
  await tell.step(
    'a decision that nobody made is unknown',
    () => desk.post(PLACE, { decision: 'no-such-decision', pseudonym }),
    is(404),
  )
}

async function auditorsDesk({ demo, tell, programme }: Stage): Promise<Browser> {
  const auditor = demo.staff.find((member) => member.role === 'auditor' && member.programme === programme)
  const desk = browser(demo.url, tell)
  const password = auditor?.sign_in.password ?? ''
  await tell.step(
    'the auditor of the programme signs in',
    () => desk.post('/en/staff/sign-in', { email: auditor?.email ?? '', password }),
    at('/en/staff'),
  )
  return desk
}

/** The question of the hospital's request, at the hospital that the page offers first by its name. */
async function asksAsOfNow({ node, programme, request, pseudonym }: Stage, desk: Browser): Promise<Page> {
  const { text } = await desk.get(`${PLACE}/question`)
  const hospital = new RegExp(`<option value="([^"]+)"[^>]*>${node.organisation}<`).exec(text)?.[1] ?? ''
  const { data, ...use } = request
  const about = { hospital, pseudonym, basis: `consent:${programme}`, data: data[0] ?? '' }
  return desk.post(`${PLACE}/question`, { ...about, ...use, at: new Date().toISOString() })
}

function reads(reason: string) {
  return (page: Page) =>
    page.status === 200 && page.text.includes(`<code>${reason}</code>`) ? null : `${page.url} answered ${page.status}`
}
