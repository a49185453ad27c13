import { describe, expect, test } from 'vitest'
import { LONGEST_CSV, readCsvFile } from '#app/http/csv-file.server.ts'

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
    ['the line ends of several systems', 'pseudonym;language\r\nlj-4f9a2c7b1e8d3056;el\n'],
    ['the line ends of others', 'pseudonym;language\nlj-4f9a2c7b1e8d3056;el\r'],
    ['quotes', '"pseudonym","language"\n"lj-4f9a2c7b1e8d3056","el"\n'],
    ['the mark of a spreadsheet at its beginning', '\uFEFFpseudonym;language\nlj-4f9a2c7b1e8d3056;el\n'],
  ])('is read with %s', async (_what, text) => {
    expect(await readCsvFile(bytes(text))).toEqual({ ok: true, lines: LINES })
  })

  test('keeps its empty lines, so that its rows are counted as in a spreadsheet', async () => {
    expect(await readCsvFile(bytes('a;b\n\nc;d\n'))).toEqual({ ok: true, lines: [['a', 'b'], [''], ['c', 'd']] })
  })

  test.each<[string, Uint8Array, object]>([
    ['is empty', bytes(' \n\n'), { refusal: 'csv-empty' }],
    ['is in an older encoding', Uint8Array.from([0x61, 0x3b, 0xe8, 0x0a]), { refusal: 'csv-not-utf-8' }],
    ['is in UTF-16', Uint8Array.from([0xff, 0xfe, 0x61, 0x00]), { refusal: 'csv-not-utf-8' }],
    ['is in UTF-16 and does not say so', Uint8Array.from([0x61, 0x00, 0x3b, 0x00]), { refusal: 'csv-not-utf-8' }],
    ['opens a quote and never closes it', bytes('a;b\nc;"d\n'), { refusal: 'csv-not-readable', row: 2 }],
    ['has more rows than a page takes', bytes(`a\n${'b\n'.repeat(20_001)}`), { refusal: 'csv-too-long' }],
    ['is larger than a page takes', new Uint8Array(LONGEST_CSV + 1).fill(0x61), { refusal: 'csv-too-long' }],
  ])('that %s is refused, and says why', async (_what, file, refusal) => {
    expect(await readCsvFile(file)).toEqual({ ok: false, ...refusal })
  })

  test('is read in pieces, between which others are answered', async () => {
    let turns = 0
    const turn = setInterval(() => turns++)
    const read = await readCsvFile(bytes('a;b\n'.repeat(20_000)))
    clearInterval(turn)
    expect([read.ok, turns > 0]).toEqual([true, true])
  })
})
