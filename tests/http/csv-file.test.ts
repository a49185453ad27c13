import { describe, expect, test } from 'vitest'
import { LONGEST_CSV, readCsvFile } from '#app/http/csv-file.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const LINES = [
  ['pseudonym', 'language'],
  ['lj-4f9a2c7b1e8d3056', 'el'],
]

describe('a CSV file', () => {
  test.each([
    ['semicolons', 'pseudonym;language\nlj-4f9a2c7b1e8d3056;el\n'],
    ['commas', 'pseudonym,language\nlj-4f9a2c7b1e8d3056,el'],
    ['the line ends of Windows', 'pseudonym;language\r\nlj-4f9a2c7b1e8d3056;el\r\n'],
    ['quotes', '"pseudonym","language"\n"lj-4f9a2c7b1e8d3056","el"\n'],
    ['the mark of a spreadsheet at its beginning', '\uFEFFpseudonym;language\nlj-4f9a2c7b1e8d3056;el\n'],
  ])('is read with %s', (_what, text) => {
    expect(readCsvFile(bytes(text))).toEqual({ ok: true, lines: LINES })
  })

  test('keeps its empty lines, so that its rows are counted as in a spreadsheet', () => {
    expect(readCsvFile(bytes('a;b\n\nc;d\n'))).toEqual({ ok: true, lines: [['a', 'b'], [''], ['c', 'd']] })
  })

  test.each<[string, Uint8Array, object]>([
    ['is empty', bytes(' \n\n'), { refusal: 'csv-empty' }],
    ['is in an older encoding', Uint8Array.from([0x61, 0x3b, 0xe8, 0x0a]), { refusal: 'csv-not-utf-8' }],
    ['is in UTF-16', Uint8Array.from([0xff, 0xfe, 0x61, 0x00]), { refusal: 'csv-not-utf-8' }],
    ['is in UTF-16 and does not say so', Uint8Array.from([0x61, 0x00, 0x3b, 0x00]), { refusal: 'csv-not-utf-8' }],
    ['opens a quote and never closes it', bytes('a;b\nc;"d\n'), { refusal: 'csv-not-readable', row: 2 }],
    ['has more rows than a page takes', bytes(`a\n${'b\n'.repeat(20_001)}`), { refusal: 'csv-too-long' }],
    ['is larger than a page takes', new Uint8Array(LONGEST_CSV + 1).fill(0x61), { refusal: 'csv-too-long' }],
  ])('that %s is refused, and says why', (_what, file, refusal) => {
    expect(readCsvFile(file)).toEqual({ ok: false, ...refusal })
  })
})
