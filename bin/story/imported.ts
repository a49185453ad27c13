import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Answers, Form } from '#app/domain/consent/form.ts'
import { nextQuestion } from '#app/domain/consent/way-through.ts'
import { answerColumn } from '#app/domain/import/columns.ts'
import lung from '#db/seed/content/lung-form.json' with { type: 'json' }
import type { Browser } from './browser.ts'
import { clerksOf } from './clerks.ts'
import { at, is, no, yes } from './expectations.ts'
import { aboutSomebodyNew, type Stage } from './stage.ts'

const IMPORTS = '/en/staff/desk/imports'
const PEOPLE = 12
const LATEST_MS = 20_000

type Cells = Record<string, string>

/** A hospital brings the papers that it has in a table: three rows are wrong, a no binds at once, the yeses after a second look. */
export async function importsPapers(before: Stage): Promise<void> {
  const hers = aboutSomebodyNew(before)
  const his = aboutSomebodyNew(before)
  const { tell, programme } = hers
  tell.chapter('The hospital brings the papers that people signed before there was a portal')
  const people = [hers.pseudonym, his.pseudonym, ...Array.from({ length: PEOPLE - 2 }, () => `story-${randomUUID()}`)]
  await enrolsAll(hers, people)
  const [one, other] = await clerksOf(hers)

  const page = await tell.step('a clerk opens the page for tables', () => one.get(IMPORTS), is(200))
  const form = new RegExp(`<option value="(${programme}-[^"]*)"`).exec(page.text)?.[1] ?? ''
  const template = await tell.step(
    'and downloads the empty one',
    () => one.get(`${IMPORTS}/templates/${form}.csv`),
    is(200),
  )
  const columns = template.text.trim().split(';')
  const rows = papersOf(form, people)
  const table = tableOf(columns, [...rows.slice(0, PEOPLE - 3), ...rows.slice(PEOPLE - 3).map(spoilt)])
  const sends = (desk: Browser, place: string, fields: Cells) => () => desk.post(place, fileWith(table, fields))

  const found = await tell.step('filled in, it is looked through', sends(one, IMPORTS, { form }), at(`${IMPORTS}/`))
  const report = await tell.step('what is wrong can be downloaded', () => one.get(`${found.url}/problems.csv`), is(200))
  const told = report.text.trim().split('\n').length - 1
  await tell.step('it tells the three rows that are wrong', async () => told === 3, yes(`it tells ${told}`))
  await tell.step('all of it at once is refused', sends(one, found.url, { intent: 'every-row' }), is(422))
  await tell.step('nothing of it counts', hers.permitted, no('she is permitted'))
  await tell.step('the good rows alone are entered', sends(one, found.url, { intent: 'good-rows' }), at(found.url))
  await tell.step('her yes waits', hers.permitted, no('she is permitted'))
  await tell.step('who entered it cannot confirm it', sends(one, found.url, { intent: 'confirmed' }), is(422))
  const confirms = sends(other, found.url, { intent: 'confirmed' })
  await tell.step('another clerk compares it with the papers', confirms, at(found.url))
  await tell.step('now her yes counts', () => soon(hers.permitted), yes('she is not permitted'))
  await tell.step('and his no is a no', his.permitted, no('he is permitted'))
  await tell.step('sent again, nothing is entered twice', sends(one, found.url, { intent: 'every-row' }), is(409))
}

async function enrolsAll({ tell, node, clinic }: Stage, people: readonly string[]): Promise<void> {
  const enrolments = people.map((pseudonym) => ({ pseudonym, birth_date: '1951-04-09', language: 'sl' }))
  await tell.step(
    `${node.organisation} enrols ${people.length} people`,
    () => clinic.post('/api/v1/enrolments', { enrolments }),
    ({ status }) => (status === 201 ? null : `it answered ${status}`),
  )
}

/** A yes by the first answer to each question; the second person's paper says no. */
function papersOf(form: string, people: readonly string[]): Cells[] {
  const questions = lung.questions as Form['questions']
  const asked = { questions } as Form
  const answers: Answers = {}
  for (let next = nextQuestion(asked, answers); next; next = nextQuestion(asked, answers)) {
    answers[next.id] = next.options[0]?.value ?? ''
  }
  const said = Object.fromEntries(Object.entries(answers).map(([id, answer]) => [answerColumn(id), answer]))
  const facts = { form_version: form, signed_on: '2026-01-15', language: 'sl' }
  return people.map((pseudonym, place) => ({
    pseudonym,
    ...facts,
    ...(place === 1 ? { [answerColumn('take-part')]: 'no' } : said),
  }))
}

/** A day as it is spoken, somebody whom nobody enrolled, and an answer that the form does not have. */
function spoilt(cells: Cells, place: number): Cells {
  const mistakes = [
    { signed_on: '15.1.2026' },
    { pseudonym: `story-${randomUUID()}` },
    { [answerColumn('take-part')]: 'maybe' },
  ]
  return { ...cells, ...mistakes[place] }
}

function tableOf(columns: readonly string[], rows: readonly Cells[]): string {
  const lines = rows.map((cells) => columns.map((name) => cells[name.replace('\uFEFF', '')] ?? '').join(';'))
  return [columns.join(';'), ...lines].join('\r\n')
}

function fileWith(table: string, fields: Cells): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  form.set('file', new File([table], 'papers.csv', { type: 'text/csv' }))
  return form
}

/** The worker records what was confirmed. */
async function soon(holds: () => Promise<boolean>): Promise<boolean> {
  for (const until = Date.now() + LATEST_MS; Date.now() < until; await pause(250)) if (await holds()) return true
  return false
}
