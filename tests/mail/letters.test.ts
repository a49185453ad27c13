import { beforeAll, describe, expect, test } from 'vitest'
import { LETTERS } from '#app/domain/message/topics.ts'
import { LANGUAGES, type Language } from '#app/i18n/languages.ts'
import { openWords } from '#app/i18n/open-words.server.ts'
import { writtenLetter } from '#app/mail/written-letter.ts'

const URL_OF_PORTAL = 'https://accord.example'
const ENDING = `${URL_OF_PORTAL}/en/no-messages/unguessable`

/** Beginnings of words that would tell a stranger something about somebody's health, or that there is something to tell. */
const TELLING: Record<Language, string[]> = {
  en: [
    'health',
    'hospital',
    'clinic',
    'patient',
    'doctor',
    'medic',
    'cancer',
    'tumo',
    'lung',
    'breast',
    'prostate',
    'scan',
    'x-ray',
    'disease',
    'ill',
    'research',
    'programme',
    'consent',
  ],
  sl: [
    'zdrav',
    'bolni',
    'klinik',
    'pacient',
    'medic',
    'rak',
    'tumor',
    'pljuč',
    'dojk',
    'prostat',
    'slik',
    'raziskav',
    'program',
    'privol',
  ],
  'pt-PT': [
    'saúde',
    'hospita',
    'clínic',
    'pacient',
    'doent',
    'doenç',
    'médic',
    'cancro',
    'tumor',
    'pulm',
    'mama',
    'próstat',
    'exame',
    'investiga',
    'programa',
    'consent',
  ],
  pl: [
    'zdrow',
    'szpital',
    'klinik',
    'pacjen',
    'lekar',
    'medy',
    'rak',
    'nowotw',
    'płuc',
    'pierś',
    'piersi',
    'prostat',
    'skan',
    'chor',
    'badan',
    'program',
    'zgod',
  ],
  lt: [
    'sveikat',
    'ligon',
    'klinik',
    'pacient',
    'gydyt',
    'medic',
    'vėž',
    'navik',
    'plauč',
    'krūt',
    'prostat',
    'skenav',
    'lig',
    'tyrim',
    'program',
    'sutik',
  ],
  el: [
    'υγεί',
    'νοσοκομεί',
    'κλινικ',
    'ασθεν',
    'γιατρ',
    'ιατρ',
    'καρκίν',
    'όγκ',
    'πνεύμον',
    'μαστ',
    'προστάτ',
    'εξέτασ',
    'νόσο',
    'έρευν',
    'πρόγραμμα',
    'συγκατάθ',
  ],
  de: [
    'gesundheit',
    'krank',
    'klinik',
    'patient',
    'arzt',
    'ärzt',
    'medizin',
    'krebs',
    'tumor',
    'lunge',
    'brust',
    'prostata',
    'aufnahme',
    'forsch',
    'programm',
    'einwillig',
  ],
  uk: [
    'здоров',
    'лікар',
    'клінік',
    'пацієнт',
    'медич',
    'рак',
    'пухлин',
    'леген',
    'груд',
    'простат',
    'знім',
    'хвор',
    'дослідж',
    'програм',
    'згод',
  ],
}

let words: Awaited<ReturnType<typeof openWords>>
beforeAll(async () => {
  words = await openWords()
})

function written(language: string, topic: (typeof LETTERS)[number]) {
  const isNumber = topic === 'address-number'
  const letter = {
    id: '3f0c6a52-0000-4000-8000-000000000000',
    topic,
    language,
    to: 'ana@mail.example',
    createdAt: new Date('2026-11-23T12:00:00Z'),
    ending: isNumber ? null : ENDING,
    number: isNumber ? '042317' : null,
  }
  return writtenLetter(words, letter, URL_OF_PORTAL)
}

describe.each(LANGUAGES)('in %s', (language) => {
  test.each(LETTERS)('%s says nothing about health, and nothing that opens anything', (topic) => {
    const { subject, text, html } = written(language, topic)
    const read = `${subject}\n${text}\n${html.replace(/<meta[^>]*>/g, '')}`.toLowerCase()
    const said = new Set(read.match(/[\p{L}-]+/gu))
    expect([...said].filter((word) => TELLING[language].some((begins) => word.startsWith(begins)))).toEqual([])
    // The one number is the one that she asked for.
    const numbers = read.replaceAll(/style="[^"]*"/g, '').match(/\d{4,}/g) ?? []
    expect(new Set(numbers)).toEqual(new Set(topic === 'address-number' ? ['042317'] : []))
    const links = [...new Set(read.match(/https?:[^\s"<]+/g))]
    expect(links).toEqual([
      `${URL_OF_PORTAL}/${language.toLowerCase()}`,
      ...(topic === 'address-number' ? [] : [ENDING]),
    ])
  })

  test.each(LETTERS)('%s is whole as text and as a page, in its language and without pictures', (topic) => {
    const { subject, text, html } = written(language, topic)
    expect(html).toMatch(new RegExp(`^<!DOCTYPE html><html lang="${language}">`))
    expect(html).toContain(`<h1`)
    expect(html).not.toMatch(/<img|<script|<link|url\(|@import/)
    for (const line of text.split('\n\n').filter((part) => part.trim() !== '--')) {
      const sentence = line.trim().replace(/: https:.*$/, '')
      expect(html).toContain(sentence.replaceAll("'", '&#x27;'))
    }
    expect(`${subject}${text}`).not.toMatch(/message:|\{\{|undefined/)
  })
})

test('what is told in no language of ours is told in English', () => {
  expect(written('fr', 'asked-again').subject).toBe('There is a question for you')
})
