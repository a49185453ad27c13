import type { Demo } from '#db/seed/demo.ts'
import { type Browser, browser, hiddenFields, type Page, wordsOf } from './browser.ts'
import type { Narrator } from './narrator.ts'
import { answers, signedIn } from './staff-desk.ts'

type Work = { programme: string; dataUse: string; reader: Browser }

const WORDS: Record<string, Record<string, string>> = {
  en: {
    title: 'What the story found (made up)',
    lead: 'A made-up result, to show how one is told.',
    body: 'We looked at made-up scans.\n\nOne idea did not work: small spots were still missed.',
    figure_title: 'Scans looked at',
    row_label_1: 'First year',
    what_next: 'We try again next year.',
  },
  sl: {
    title: 'Kaj je pokazala zgodba (izmišljeno)',
    lead: 'Izmišljen izid, ki pokaže, kako o njem poročamo.',
    body: 'Pogledali smo izmišljene posnetke.\n\nEna zamisel ni delovala: majhne pege so bile še vedno spregledane.',
    figure_title: 'Pregledani posnetki',
    row_label_1: 'Prvo leto',
    what_next: 'Prihodnje leto poskusimo znova.',
  },
}

/** An editor writes in two languages, cannot publish her own work; an approver does; readers find it. */
export async function publishSummary(tell: Narrator, demo: Demo, { programme, dataUse, reader }: Work): Promise<void> {
  const editor = await signedIn(tell, demo, 'editor', programme)
  const title = WORDS.en?.title ?? ''
  const drafted = await tell.step(
    'the editor begins a summary',
    () => editor.post('/en/staff/summaries/new', { programme, words: 'en', title, data_use: dataUse }),
    ({ url, status }) => (/\/staff\/summaries\/[0-9a-f-]{36}/.test(url) ? null : `${url} answered ${status}`),
  )
  const place = new URL(drafted.url, demo.url).pathname
  for (const [language, words] of Object.entries(WORDS)) {
    const form = await editor.get(`${place}?words=${language}`)
    const figure = { unit: 'scans', row_key_1: 'first-year', row_value_1: '1200', data_use: dataUse }
    const fields = { ...hiddenFields(form, 'name="lead"'), ...figure, ...words, words: language, intent: 'save' }
    await tell.step(
      `she writes it in ${language}`,
      () => editor.post(`${place}?words=${language}`, fields),
      answers(200),
    )
  }
  await tell.step('and asks for review', () => editor.post(place, { intent: 'submit' }), answers(200))
  await tell.step(
    'she cannot publish it herself',
    () => editor.post(place, { intent: 'publish' }),
    ({ status }) => (status >= 400 ? null : `it answered ${status}`),
  )

  const approver = await signedIn(tell, demo, 'approver', programme)
  await tell.step(
    'the approver publishes it, with a notice for the languages that are missing',
    () => decides(approver, place, { intent: 'publish', with_notice: 'yes' }),
    answers(200),
  )
  const heading = WORDS.sl?.title ?? ''
  const anyone = browser(demo.url, tell)
  await tell.step(
    'anyone can read it, in Slovenian',
    () => anyone.get('/sl/impact'),
    (page) => (wordsOf(page).includes(heading) ? null : 'it is not there'),
  )
  await tell.step(
    'she whose scans were used finds it first',
    () => reader.get('/sl/impact'),
    (page) => (wordsOf(page).includes(heading) ? null : 'it is not there'),
  )
}

/** Presses a button under the text that stands there now; a text that changed meanwhile would be refused. */
async function decides(desk: Browser, place: string, fields: { intent: string; with_notice?: string }): Promise<Page> {
  const page = await desk.get(place)
  return desk.post(place, { ...hiddenFields(page, `value="${fields.intent}"`), ...fields })
}
