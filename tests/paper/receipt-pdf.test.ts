import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Language } from '#app/i18n/languages.ts'
import { openWords } from '#app/i18n/open-words.server.ts'
import { translateInto } from '#app/i18n/translate.ts'
import { newPaper } from '#app/paper/paper.server.ts'
import { receiptPdf } from '#app/paper/receipt-pdf.server.ts'
import { HAS_POPPLER, poppler } from '#tests/support/poppler.ts'

const words = await openWords()
const DIGEST = 'ab12cd34'.repeat(8)
const JSON_LD = Buffer.from('{"seal":"accord-seal:a.b.c"}')

/** Every letter that these languages have beyond the 26. */
const LETTERS = {
  el: 'Ναι, συμφωνώ. Άάέήίόύώ ϊϋΐΰ ΩΨΞ ς',
  lt: 'Taip, sutinku. ąčęėįšųūž ĄČĘĖĮŠŲŪŽ',
  uk: 'Так, я згодна. ґєії ҐЄІЇ щюяь’',
} as const

async function printed(language: keyof typeof LETTERS, paragraphs = 3) {
  const t = translateInto(language as Language, words)
  const pdf = await receiptPdf(t, {
    id: 'r-1',
    language,
    at: new Date('2026-01-05T13:14:15Z'),
    heading: t('receipt:type.consent-given'),
    follows: t('receipt:follows.consent-given'),
    facts: [{ term: t('receipt:when'), text: '2026' }],
    snapshot: {
      language,
      title: LETTERS[language],
      paragraphs: Array.from({ length: paragraphs }, (_, n) => ({
        heading: `${n + 1}. ${LETTERS[language]}`,
        text: LETTERS[language].repeat(9),
      })),
      answers: [{ question: LETTERS[language], answer: LETTERS[language] }],
      summary: [LETTERS[language]],
    },
    digest: DIGEST,
    address: `https://accord.example/${language}/receipt-seals/${'a'.repeat(355)}`,
    jsonLd: JSON_LD,
  })
  const folder = await aFolder()
  const file = join(folder, 'receipt.pdf')
  await writeFile(file, pdf)
  return { pdf, file, folder, t }
}

async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'accord-paper-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

describe.skipIf(!HAS_POPPLER)('a receipt on paper (skipped where poppler-utils is not installed)', () => {
  test.each(['el', 'lt', 'uk'] as const)('can be read, searched and copied in its language: %s', async (language) => {
    const { file, t } = await printed(language)
    const text = poppler('pdftotext', '-layout', file, '-')
    expect(text).toContain(LETTERS[language])
    expect(text).toContain(t('receipt:type.consent-given'))
    expect(text).toContain(t('receipt-files:check-heading'))
    expect(text.replaceAll(/\s/g, '')).toContain(DIGEST)
    expect(poppler('pdfinfo', file)).toMatch(/^Tagged: +yes$/m)
    expect(poppler('pdfinfo', file)).toContain(
      `Title:           ${t('receipt:eyebrow')}: ${t('receipt:type.consent-given')}`,
    )
  })

  test('reads aloud in order: its headings, its languages, and words for the square', async () => {
    const { file, t } = await printed('el')
    const structure = poppler('pdfinfo', '-struct-text', file)
    const headings = [...structure.matchAll(/^ *(H\d)\b/gm)].map(([, level]) => level)
    expect(headings).toEqual(['H1', 'H2', 'H2', 'H2', 'H2', 'H3', 'H3', 'H3', 'H3', 'H2'])
    expect(structure).toContain(`"${t('receipt:answers')}"`)
    expect(poppler('pdfinfo', '-struct', file)).toMatch(/Figure/)
    expect(structure).not.toContain(t('receipt-files:page', { page: 1, pages: 2 }))
  })

  test('ends no page with a heading, nor with a question whose answer is on the next', async () => {
    const folder = await aFolder()
    for (const lines of [26, 27, 28, 32, 33, 34]) {
      const paper = newPaper({ title: 'A title', language: 'en', at: new Date(0) })
      for (let line = 0; line < lines; line++) paper.text('A line')
      if (lines < 30) for (const level of [2, 3] as const) paper.heading(level, 'HEADING')
      paper.fact('HEADING', 'An answer')
      const file = join(folder, `${lines}.pdf`)
      await writeFile(file, await paper.finish(() => ''))
      const pages = poppler('pdftotext', file, '-').split('\f')
      expect(pages.filter((page) => /HEADING\s*$/.test(page))).toEqual([])
    }
  })

  test('embeds its own letters, so that it looks the same everywhere', async () => {
    const { file } = await printed('uk')
    const fonts = poppler('pdffonts', file).trim().split('\n').slice(2)
    expect(fonts.length).toBeGreaterThan(0)
    for (const font of fonts) expect(font).toMatch(/Commissioner.*yes +yes +yes/)
  })

  test('holds the receipt for computers, and goes on over as many pages as it needs', async () => {
    const { file, folder } = await printed('lt', 30)
    expect(poppler('pdfinfo', file)).toMatch(/^Pages: +[3-9]$/m)
    poppler('pdfdetach', '-saveall', '-o', folder, file)
    expect(await readFile(join(folder, 'accord-receipt-r-1.json'))).toEqual(JSON_LD)
  })
})

test('a receipt on paper has the place for its seal behind its end, where no reader of PDF stumbles over it', async () => {
  const { pdf } = await printed('el')
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  expect(pdf.subarray(-40).toString()).toMatch(/%%EOF\n+%accord-seal:\n$/)
})
