import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { formHashes } from '#app/crypto/form-hashes.server.ts'
import { contentFrom, type FormFile, formFile } from '#app/domain/form/form-file.ts'
import { LONGEST_FORM_FILE, readFormFile } from '#app/http/form-file.ts'
import { LANGUAGES } from '#app/i18n/languages.ts'
import { aWholeForm } from '#tests/domain/support/whole-form.ts'

const file = formFile(aWholeForm(['en', 'uk']), LANGUAGES)

/** The file with something else at this path, as it would be sent. */
function changed(path: string, value: unknown): string {
  const copy = structuredClone(file)
  const names = path.split('.')
  const last = names.pop() ?? ''
  const place = names.reduce<Record<string, unknown>>(
    (inner, name) => inner[name] as Record<string, unknown>,
    copy as never,
  )
  place[last] = value
  return JSON.stringify(copy)
}

function problemsIn(text: string) {
  const read = readFormFile(text)
  return read.ok ? [] : read.problems
}

describe('a form as a file', () => {
  test('comes back byte for byte', () => {
    const read = readFormFile(JSON.stringify(file, null, 2))
    const again = read.ok && formFile(contentFrom(read.file, LANGUAGES), LANGUAGES)
    expect(JSON.stringify(again)).toBe(JSON.stringify(file))
  })

  test('is the same whatever order its members were stored in', () => {
    const reversed = (value: unknown): unknown =>
      value === null || typeof value !== 'object' || Array.isArray(value)
        ? Array.isArray(value)
          ? value.map(reversed)
          : value
        : Object.fromEntries(
            Object.entries(value)
              .reverse()
              .map(([name, inner]) => [name, reversed(inner)]),
          )
    const read = readFormFile(JSON.stringify(reversed(file)))
    expect(JSON.stringify(read.ok && formFile(contentFrom(read.file, LANGUAGES), LANGUAGES))).toBe(JSON.stringify(file))
  })

  test('gives each language a hash that anybody can work out from it', () => {
    const { programme, version, valid_years, questions, checks, words } = file
    const shown = JSON.stringify({
      programme,
      version,
      valid_years,
      questions,
      checks,
      language: 'uk',
      words: words.uk,
    })
    const hashes = formHashes(contentFrom(file, LANGUAGES))
    expect(hashes.uk).toBe(createHash('sha256').update(shown).digest('hex'))
    expect(hashes.uk).not.toBe(hashes.en)
  })

  test.each<[string, string]>([
    ['a word', 'words.uk.title'],
    ['a provision', 'questions.0.options.0.adds.recipient'],
    ['a check', 'checks.0.right'],
    ['the years', 'valid_years'],
  ])('has another hash once %s changes', (_what, path) => {
    const other = JSON.parse(
      changed(path, path === 'valid_years' ? 9 : path.endsWith('recipient') ? ['company'] : 'cloud'),
    ) as FormFile
    expect(formHashes(contentFrom(other, LANGUAGES)).uk).not.toBe(formHashes(contentFrom(file, LANGUAGES)).uk)
  })
})

describe('a file is refused, with the place, where it', () => {
  test.each<[string, string, unknown, object]>([
    [
      'names a purpose that nobody knows',
      'questions.0.options.0.adds.purpose',
      ['advertising'],
      { path: 'questions.0.options.0.adds.purpose.0', problem: 'unknown-code', value: 'advertising' },
    ],
    [
      'names a recipient that nobody knows',
      'questions.1.options.0.adds.recipient',
      ['insurer'],
      { problem: 'unknown-code', value: 'insurer' },
    ],
    [
      'names a region that is none',
      'questions.0.options.0.adds.region',
      ['world'],
      { problem: 'unknown-code', value: 'world' },
    ],
    ['has a member that nobody knows', 'published', true, { path: 'published', problem: 'unknown-member' }],
    [
      'has such a member deep inside',
      'questions.0.options.0.default',
      true,
      { path: 'questions.0.options.0.default', problem: 'unknown-member' },
    ],
    [
      'has an axis that nobody knows',
      'questions.0.options.0.adds.price',
      ['high'],
      { path: 'questions.0.options.0.adds.price', problem: 'unknown-member' },
    ],
    [
      'has words about what it does not ask',
      'words.en.questions.blood',
      { question: '', help: '', options: {} },
      { path: 'words.en.questions.blood', problem: 'unknown-part' },
    ],
    ['has a language that is none of ours', 'words.fr', file.words.en, { path: 'words.fr', problem: 'unknown-member' }],
    [
      'names a question as no address can',
      'questions.0.id',
      'Take part?',
      { path: 'questions.0.id', problem: 'not-a-name' },
    ],
    [
      'names a question like the page of answers',
      'questions.0.id',
      'check',
      { path: 'questions.0.id', problem: 'not-a-name' },
    ],

    [
      'has a text longer than anybody reads',
      'words.en.title',
      'x'.repeat(301),
      { path: 'words.en.title', problem: 'too-large' },
    ],
    ['has a text with broken signs', 'words.en.title', 'x\u0000', { path: 'words.en.title', problem: 'not-accepted' }],
    ['is another document', 'accord_form', 2, { path: 'accord_form', problem: 'not-accepted' }],
    ['asks nothing', 'questions', [], { path: 'questions', problem: 'not-accepted' }],
  ])('%s', (_what, path, value, problem) => {
    expect(problemsIn(changed(path, value))).toContainEqual(expect.objectContaining(problem))
  })

  test('is no JSON, breaks off, or hides a prototype', () => {
    for (const text of ['', 'form', JSON.stringify(file).slice(0, -1), '{"__proto__":{}}']) {
      expect(problemsIn(text)).toEqual([{ path: '', problem: 'not-json' }])
    }
  })

  test('is longer than any form', () => {
    expect(problemsIn(' '.repeat(LONGEST_FORM_FILE + 1))).toEqual([{ path: '', problem: 'too-large' }])
  })

  test('is wrong everywhere: as much as a person can mend is named', () => {
    const options = Array.from({ length: 30 }, (_, number) => ({ value: `a${number}`, wrong: true }))
    expect(problemsIn(changed('questions.0.options', options))).toHaveLength(12)
  })
})
