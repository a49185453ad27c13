import { describe, expect, test } from 'vitest'
import { columnsOf } from '#app/domain/import/columns.ts'
import { type ImportReading, readImport } from '#app/domain/import/reading.ts'
import { aLayeredForm } from '#tests/support/worded-form.ts'

const FORM = aLayeredForm('lung', '2')
const HEADER = columnsOf(FORM)
const TODAY = '2026-11-24'
const [ANA, BOJAN] = ['lj-4f9a2c7b1e8d3056', 'lj-0b8e6a41d97c2f35']

const YES = { pseudonym: ANA, form_version: 'lung-2', signed_on: '2025-03-01', language: 'en' }
const row = (cells: Record<string, string>) => HEADER.map((name) => cells[name] ?? '')
const plainYes = { ...YES, 'answer.take-part': 'yes', 'answer.companies': 'no' }
const read = (...rows: string[][]) => readFile([HEADER, ...rows])

/** Reads a file to its end. */
function readFile(lines: string[][]): ImportReading {
  const reading = readImport(FORM, lines, TODAY)
  for (;;) {
    const step = reading.next()
    if (step.done) return step.value
  }
}

describe('a file of paper consents', () => {
  test('has a column for each fact and for each question of the form version', () => {
    expect(HEADER).toEqual([
      'pseudonym',
      'form_version',
      'signed_on',
      'language',
      'answer.take-part',
      'answer.who',
      'answer.companies',
    ])
  })

  test('says what each person signed', () => {
    const no = { ...YES, pseudonym: BOJAN, 'answer.take-part': 'no' }
    expect(read(row(plainYes), row(no))).toEqual({
      rows: 2,
      problems: [],
      good: [
        {
          row: 2,
          pseudonym: ANA,
          signedOn: '2025-03-01',
          language: 'en',
          answers: { 'take-part': 'yes', companies: 'no' },
          outcome: 'consent',
        },
        {
          row: 3,
          pseudonym: BOJAN,
          signedOn: '2025-03-01',
          language: 'en',
          answers: { 'take-part': 'no' },
          outcome: 'refusal',
        },
      ],
    })
  })

  test('counts its rows as a spreadsheet does, whatever the order of its columns, and passes over empty lines', () => {
    const turned = [...HEADER].reverse()
    const cells = turned.map((name) => (plainYes as Record<string, string>)[name] ?? '')
    const reading = readFile([turned, [''], cells, ['', '', '']])
    expect([reading.rows, reading.good.map(({ row }) => row), reading.problems]).toEqual([1, [3], []])
  })

  test('may name several answers to a question that takes several', () => {
    const chosen = { ...plainYes, 'answer.take-part': 'choose', 'answer.who': ' universities  companies ' }
    expect(read(row(chosen)).good[0]?.answers.who).toBe('companies universities')
  })

  test.each<[string, Record<string, string>, string, string]>([
    ['names nobody', { pseudonym: '' }, 'pseudonym', 'missing'],
    ['names somebody by a record number', { pseudonym: '1234567890123456' }, 'pseudonym', 'pseudonym-not-accepted'],
    ['names somebody by her name', { pseudonym: 'Ana Primer' }, 'pseudonym', 'pseudonym-not-accepted'],
    ['is about another version', { form_version: 'lung-1' }, 'form_version', 'form-other'],
    ['has a day that no calendar has', { signed_on: '2025-02-29' }, 'signed_on', 'day-not-real'],
    ['writes the day the other way round', { signed_on: '01.03.2025' }, 'signed_on', 'day-not-real'],
    ['has a day of a year that nobody means', { signed_on: '0001-01-01' }, 'signed_on', 'day-not-real'],
    ['was signed tomorrow', { signed_on: '2026-11-25' }, 'signed_on', 'day-in-future'],
    ['was signed so long ago that its years are over', { signed_on: '2021-11-24' }, 'signed_on', 'consent-expired'],
    ['was signed in a language that the form lacks', { language: 'fr' }, 'language', 'language-unknown'],
    ['names a language that only objects know', { language: 'constructor' }, 'language', 'language-unknown'],
    ['answers what nobody can answer', { 'answer.companies': 'maybe' }, 'answer.companies', 'answer-unknown'],
    ['gives two answers where one is asked', { 'answer.companies': 'yes no' }, 'answer.companies', 'answer-unknown'],
    ['lacks an answer', { 'answer.companies': '' }, 'answer.companies', 'answer-missing'],
    ['answers a question that was not asked', { 'answer.who': 'companies' }, 'answer.who', 'answer-not-asked'],
    ['says yes and no', { 'answer.take-part': 'no' }, 'answer.companies', 'answer-not-asked'],
    ['says later', { 'answer.take-part': 'later', 'answer.companies': '' }, 'answer.take-part', 'answer-later'],
  ])('is told of a row that %s', (_what, changes, column, problem) => {
    const reading = read(row({ ...plainYes, ...changes }))
    expect(reading).toEqual({ rows: 1, good: [], problems: [{ row: 2, column, problem }] })
  })

  test('is told of every cell of a row that is wrong, not of the first', () => {
    const bad = { ...plainYes, signed_on: 'soon', language: '', 'answer.companies': 'maybe' }
    expect(read(row(bad)).problems.map(({ column }) => column)).toEqual(['signed_on', 'language', 'answer.companies'])
  })

  test('never takes one of two rows about the same person, not even where the other cannot be read', () => {
    const no = { ...YES, 'answer.take-part': 'no' }
    expect(read(row(plainYes), row(no)).problems).toEqual([
      { row: 2, column: 'pseudonym', problem: 'pseudonym-twice' },
      { row: 3, column: 'pseudonym', problem: 'pseudonym-twice' },
    ])
    expect(read(row(plainYes), row({ ...no, signed_on: 'later' })).good).toEqual([])
  })

  test('leaves room for others while it is read', () => {
    const reading = readImport(FORM, [HEADER, ...Array.from({ length: 1000 }, () => row(plainYes))], TODAY)
    let pauses = 0
    while (!reading.next().done) pauses++
    expect(pauses).toBe(4)
  })

  test('keeps an expired no: it permits nothing, and was said', () => {
    expect(read(row({ ...YES, signed_on: '2001-01-01', 'answer.take-part': 'no' })).good).toHaveLength(1)
  })

  test('has a row with more cells or fewer told as a whole', () => {
    expect(read([...row(plainYes), 'and more'], row(plainYes).slice(1)).problems).toEqual([
      { row: 2, column: null, problem: 'cells-other' },
      { row: 3, column: null, problem: 'cells-other' },
    ])
  })

  test.each<[string, string[], string, string]>([
    ['lacks a column', HEADER.slice(1), 'pseudonym', 'column-missing'],
    ['has a column that nobody knows', [...HEADER, '=cmd|calc'], '=cmd|calc', 'column-unknown'],
    ['hides a formula behind a comma', [...HEADER, 'x,=cmd|calc'], 'x =cmd|calc', 'column-unknown'],
    ['has a column twice', [...HEADER, 'language'], 'language', 'column-twice'],
  ])('is not read where it %s', (_what, header, column, problem) => {
    const reading = readFile([header, row(plainYes)])
    expect(reading).toEqual({ rows: 1, good: [], problems: [{ row: 1, column, problem }] })
  })

  test('is told of its first columns that nobody knows, where they are many', () => {
    const many = Array.from({ length: 100_000 }, () => 'x')
    expect(readFile([[...HEADER, ...many, ...many.map(() => 'language')]]).problems).toHaveLength(100)
  })
})
