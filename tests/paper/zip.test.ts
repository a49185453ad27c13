import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
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

test('what somebody else wrote is no formula in a spreadsheet, and Greek is Greek there', () => {
  for (const dangerous of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1']) {
    expect(tableRow([dangerous])).toMatch(/^"?'/)
  }
  expect(tableRow(['a;b', 'say "yes", please'])).toBe('a;b,"say ""yes"", please"\r\n')
  expect(tableHead(['Αριθμός'])).toBe('\uFEFFΑριθμός\r\n')
})
