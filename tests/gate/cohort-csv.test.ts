import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readCsv } from '#gate/cohort/read-csv.ts'
import { temporaryFolder } from './support/folder.ts'

type Read = { subjects: (string | null)[]; written: string; portions: number }

/** Reads a CSV, and writes every row again or those that are kept. */
async function read(
  content: string | Buffer,
  { delimiter = ',', column = null as string | null, isKept = (_: string): boolean => true } = {},
): Promise<Read> {
  const path = join(await temporaryFolder(), 'cohort.csv')
  await writeFile(path, content)
  const cohort = await readCsv(path, { delimiter, column })
  const all: Read = { subjects: [], written: cohort.before, portions: 0 }
  for await (const { subjects, written } of cohort.portions) {
    all.subjects.push(...subjects)
    all.written += written((entry) => isKept(subjects[entry] ?? ''))
    all.portions += 1
  }
  return { ...all, written: Buffer.from(all.written + cohort.after, 'latin1').toString('utf8') }
}

const OPTIONS = { bom: true, record_delimiter: ['\r\n', '\n', '\r'], skip_empty_lines: true }

describe('a list without a quote is read as the library would read it', () => {
  const cell = fc.stringMatching(/^[a-zA-Z0-9 .;\tčß€—]{0,12}$/)
  const lineEnd = fc.constantFrom('\n', '\r\n', '\r', '\n\n')

  test('whatever stands in it and however its lines end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }).chain((width) => {
          const row = fc.array(cell, { minLength: width, maxLength: width })
          return fc.array(fc.tuple(row, lineEnd), { minLength: 1, maxLength: 20 })
        }),
        fc.boolean(),
        async (rows, isWithoutEnd) => {
          const header = ['pseudonym', 'b', 'c', 'd'].slice(0, rows[0]?.[0].length)
          const text = [[header, '\n'] as const, ...rows].map(([cells, end]) => cells.join(',') + end).join('')
          const given = isWithoutEnd ? text.replace(/[\r\n]+$/, '') : text
          const expected: string[][] = parse(given, OPTIONS)
          const { subjects, written } = await read(given)
          expect(subjects).toEqual(expected.slice(1).map(([first = '']) => first.trim()))
          expect(written).toBe(stringify(expected))
        },
      ),
      { numRuns: 200 },
    )
  })

  test('also in many pieces, with a quote somewhere or nowhere', async () => {
    const rows = Array.from({ length: 150_000 }, (_, number) => `person-${number}-7f3kq9x2,Onkološki ${number}`)
    const plain = `pseudonym,place\r\n${rows.join('\r\n')}\r\n`
    const quoted = plain.replace('Onkološki 70000', '"Onkološki, ""70000"""')
    for (const text of [plain, quoted]) {
      const { subjects, written, portions } = await read(text)
      expect(subjects.length).toBe(150_000)
      expect(written).toBe(text.replaceAll('\r\n', '\n'))
      expect(portions).toBeGreaterThan(3)
    }
  })
})

describe('a row is handed on as it came', () => {
  test('in whatever encoding the hospital writes', async () => {
    const latin2 = Buffer.concat([Buffer.from('pseudonym,place\nana-7f3kq9x2m4w8,'), Buffer.from([0xe8, 0xb9, 0x0a])])
    const path = join(await temporaryFolder(), 'cohort.csv')
    await writeFile(path, latin2)
    const { before, portions } = await readCsv(path, { delimiter: ',', column: null })
    let text = before
    for await (const { written } of portions) text += written(() => true)
    expect(Buffer.from(text, 'latin1')).toEqual(latin2)
  })

  test('with a column and a delimiter that are not plain letters', async () => {
    const { subjects, written } = await read('Številka¦kraj\nana-7f3kq9x2m4w8¦Škofja Loka\n', {
      column: 'številka',
      delimiter: '¦',
    })
    expect(subjects).toEqual(['ana-7f3kq9x2m4w8'])
    expect(written).toBe('Številka¦kraj\nana-7f3kq9x2m4w8¦Škofja Loka\n')
  })

  test('once for each time that it stands there', async () => {
    const text = 'pseudonym,scan\nana,1\nbor,2\nana,3\n'
    const { written } = await read(text, { isKept: (subject) => subject === 'ana' })
    expect(written).toBe('pseudonym,scan\nana,1\nana,3\n')
  })
})

describe('a list is refused whole', () => {
  test.each([
    ['with a zero byte', 'pseudonym,scan\nana\0,1\n', 'NUL'],
    ['with a zero byte behind a quote', `pseudonym,scan\n"ana",1\n${'x,y\n'.repeat(400_000)}b\0,2\n`, 'NUL'],
    ['in UTF-16', Buffer.from('\uFEFFpseudonym,scan\nana,1\n', 'utf16le'), 'NUL'],
    ['with a line of 3 MB', `pseudonym\n${'x'.repeat(3_000_000)}\n`, 'CSV_MAX_RECORD_SIZE'],
    ['with a quoted cell of 3 MB', `pseudonym\n"${'x'.repeat(3_000_000)}"\n`, 'CSV_MAX_RECORD_SIZE'],
    ['with a million columns', `${'x,'.repeat(1_000_000)}\nana\n`, 'CSV_MAX_RECORD_SIZE'],
    ['with a row of too many cells', 'pseudonym,scan\nana,1\nbor,2,3\n', 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH'],
    ['with a row of too few cells', 'pseudonym,scan\nana,1\nbor\n', 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH'],
    ['with a row of too few cells, quoted', 'pseudonym,scan\n"ana",1\nbor\n', 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH'],
    ['with a quote that is never closed', 'pseudonym,scan\nana,"1\nbor,2\n', 'CSV_QUOTE_NOT_CLOSED'],
    ['with a quote in the middle of a cell', 'pseudonym,scan\nana,a"b\n', 'INVALID_OPENING_QUOTE'],
  ])('%s', async (_, content, code) => {
    await expect(read(content)).rejects.toMatchObject({ code: 'cohort-unreadable', detail: { code } })
  })

  test('that is a folder, or is not there', async () => {
    const folder = await temporaryFolder()
    for (const path of [folder, join(folder, 'nowhere.csv')]) {
      await expect(readCsv(path, { delimiter: ',', column: null })).rejects.toMatchObject({ code: 'cohort-unreadable' })
    }
  })

  test('whose named column is missing', async () => {
    await expect(read('id,scan\nana,1\n', { column: 'oznaka' })).rejects.toMatchObject({
      code: 'cohort-unreadable',
      detail: { no_column: 'oznaka' },
    })
  })

  test.each(['"', '\n', '\r\n'])('for the delimiter %j, which is none', async (delimiter) => {
    await expect(read('pseudonym\nana\n', { delimiter })).rejects.toMatchObject({ name: 'UsageError' })
  })
})

test('a list that begins with a megabyte of empty lines is not an empty list', async () => {
  expect(await read(`${'\n'.repeat(2 ** 20)}pseudonym\nana\n`)).toMatchObject({ subjects: ['ana'] })
  expect(await read('\n'.repeat(2 ** 20))).toMatchObject({ subjects: [], written: '' })
})

test('half a million columns are read, if they fit into a row', async () => {
  const { subjects } = await read(`pseudonym${','.repeat(500_000)}\nana${','.repeat(500_000)}\n`)
  expect(subjects).toEqual(['ana'])
})
