import { createHash } from 'node:crypto'
import type { FormFile } from '#app/domain/form/form-file.ts'
import type { Language } from '#app/i18n/languages.ts'
import { type Browser, hiddenFields, type Page } from './browser.ts'
import { answers, signedIn } from './staff-desk.ts'
import type { Stage } from './stage.ts'

/** What the story’s new version asks besides: another use of the same scans, so people must be asked again. */
export const WHAT_CHANGED = {
  en: 'A made-up change: your scans may also be used for teaching, if you say yes again.',
  sl: 'Izmišljena sprememba: vaši posnetki se lahko uporabijo tudi za poučevanje, če znova rečete da.',
  'pt-PT': 'Uma mudança inventada: os seus exames também podem servir para ensinar, se disser sim outra vez.',
  pl: 'Zmyślona zmiana: badania mogą też służyć do nauczania, jeśli ktoś znowu powie „tak”.',
  lt: 'Išgalvotas pakeitimas: Jūsų tyrimai gali būti naudojami ir mokymui, jei vėl pasakysite „taip“.',
  el: 'Μια φανταστική αλλαγή: οι εξετάσεις σας μπορούν να χρησιμοποιηθούν και για διδασκαλία, αν πείτε ξανά ναι.',
  de: 'Eine erfundene Änderung: Ihre Aufnahmen dürfen auch der Lehre dienen, wenn Sie noch einmal Ja sagen.',
  uk: 'Вигадана зміна: Ваші знімки можна використати також для навчання, якщо Ви знову скажете «так».',
} as const satisfies Record<Language, string>

/** An editor takes the form out, changes it and brings it back; another person publishes it, and it is what it proves to be. */
export async function authorsForm({ tell, demo, programme }: Stage): Promise<{ formId: string }> {
  tell.chapter('Staff change what people are asked')
  const editor = await signedIn(tell, demo, 'editor', programme)
  const place = await begins(editor, programme)
  const file = JSON.parse((await editor.get(`${place}/file.json`)).text) as FormFile
  await tell.step(
    'a draft with a use that nobody knows is not taken, not even half',
    () => sends(editor, place, JSON.stringify(file).replace('"ai-validation"', '"advertising"')),
    ({ status, text }) => (status === 422 && text.includes('advertising') ? null : `it answered ${status}`),
  )
  const next = nextVersion(file)
  await tell.step(
    'the editor brings the new version as a file',
    () => sends(editor, place, JSON.stringify(next)),
    answers(200),
  )
  await tell.step('asks for review', () => decides(editor, place, 'submit'), answers(200))
  await tell.step(
    'and cannot publish it herself',
    () => editor.post(place, { intent: 'publish', revision: '3' }),
    ({ status }) => (status >= 400 ? null : `it answered ${status}`),
  )
  const approver = await signedIn(tell, demo, 'approver', programme)
  const published = await tell.step(
    'another person publishes it',
    () => decides(approver, place, 'publish'),
    ({ url }) => (url.includes('done=publish') ? null : `it led to ${url}`),
  )
  await tell.step(
    'anybody can work out from the file what the hash of a language is',
    async () => ({ shown: published.text, hashes: hashesOf(next) }),
    ({ shown, hashes }) => {
      const missing = hashes.filter(({ hash }) => !shown.includes(hash)).map(({ language }) => language)
      return missing.length === 0 ? null : `the page shows another one for ${missing.join(', ')}`
    },
  )
  return { formId: new URL(published.url, demo.url).pathname.split('/').at(-1) ?? '' }
}

async function begins(editor: Browser, programme: string): Promise<string> {
  const { url } = await editor.post('/en/staff/forms/new', { intent: 'draft', programme })
  return url.split('?')[0] ?? ''
}

/** Sends the file to the page of the draft, at the revision that it shows. */
async function sends(desk: Browser, place: string, file: string): Promise<Page> {
  const page = await desk.get(`${place}/file`)
  return desk.post(`${place}/file`, { ...hiddenFields(page, 'name="file"'), intent: 'import', file })
}

/** Presses a button under the draft that stands there now. */
async function decides(desk: Browser, place: string, intent: 'submit' | 'publish'): Promise<Page> {
  const page = await desk.get(place)
  return desk.post(place, { ...hiddenFields(page, `value="${intent}"`), intent })
}

/** The same form with one more use for every yes of the first question, declared a major change. */
function nextVersion(file: FormFile): FormFile {
  const [first, ...others] = file.questions
  const options = first?.options.map((option) =>
    option.adds
      ? { ...option, adds: { ...option.adds, purpose: [...new Set([...(option.adds.purpose ?? []), 'education'])] } }
      : option,
  )
  const words = Object.entries(file.words).map(([code, own]) => [
    code,
    { ...own, what_changed: [WHAT_CHANGED[code as Language]] },
  ])
  const questions = first && options ? [{ ...first, options }, ...others] : file.questions
  return { ...file, change: 'major', questions, words: Object.fromEntries(words) }
}

/** As the portal documents it, worked out from the file alone. */
function hashesOf({ programme, version, valid_years, questions, checks, words }: FormFile) {
  return Object.entries(words).map(([language, own]) => {
    const shown = JSON.stringify({ programme, version, valid_years, questions, checks, language, words: own })
    return { language, hash: createHash('sha256').update(shown).digest('hex') }
  })
}
