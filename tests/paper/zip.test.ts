import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { fileAnswerInPieces } from '#app/http/file-answer.ts'
import { type ZippedFile, zipOf } from '#app/paper/zip.server.ts'
import { tableHead, tableRow } from '#app/routes/$language.my-data.archive/table-row.ts'

const at = new Date('2031-01-01T00:00:00Z')

/** Two files; remembers which were begun and whether anybody was still asked for more at the end. */
function twoFiles() {
  const seen: string[] = []
  async function* files(): AsyncGenerator<ZippedFile> {
    try {
      for (const name of ['first.txt', 'second.txt']) {
        seen.push(name)
        yield { name, pieces: [Buffer.from(`${name} `), Buffer.from('αβγ')] }
      }
    } finally {
      seen.push('ended')
    }
  }
  return { seen, files: files() }
}

const answer = (files: AsyncGenerator<ZippedFile>) =>
  fileAnswerInPieces(zipOf(files, at), { type: 'application/zip', name: 'all.zip' })

test('an archive holds every file whole, however many pieces it came in', async () => {
  const bytes = new Uint8Array(await answer(twoFiles().files).arrayBuffer())
  const files = Object.entries(unzipSync(bytes)).map(([name, file]) => [name, strFromU8(file)])
  expect(files).toEqual([
    ['first.txt', 'first.txt αβγ'],
    ['second.txt', 'second.txt αβγ'],
  ])
})

test('a file is made only when the one before was read, and none once nobody reads on', async () => {
  const { seen, files } = twoFiles()
  const reader = answer(files).body?.getReader()
  await reader?.read()
  expect(seen).toEqual(['first.txt'])
  await reader?.cancel()
  expect(seen).toEqual(['first.txt', 'ended'])
})

describe('a table for a spreadsheet', () => {
  test('runs nothing that somebody else wrote, and has Greek as Greek', () => {
    for (const dangerous of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1']) {
      for (const language of ['en', 'el'] as const) expect(tableRow([dangerous], language)).toMatch(/^"?'/)
    }
    expect(tableRow(['a;b', 'say "yes", please'], 'en')).toBe('a;b,"say ""yes"", please"\r\n')
    expect(tableHead(['Αριθμός'], 'el')).toBe('\uFEFFΑριθμός\r\n')
  })

  test('has between its cells what spreadsheets of its language expect', () => {
    expect(tableRow(['1', '2,5'], 'de')).toBe('1;2,5\r\n')
    expect(tableRow(['1', '2.5'], 'en')).toBe('1,2.5\r\n')
  })

  test.each([
    ['en', 'A tool;=1+1', ';'],
    ['en', 'A tool; "=1+1"', ';'],
    ['uk', 'A tool,@SUM(A1)', ','],
    ['uk', 'A tool\n=1+1', '\n'],
  ] as const)('runs nothing where a spreadsheet of another language cuts it: %s, %j', (language, cell, cut) => {
    const after = tableRow([cell], language).replaceAll('"', '').split(cut)[1] ?? ''
    expect(after.trim()).toMatch(/^'/)
  })
})
