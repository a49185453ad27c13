import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Actor } from '#app/domain/consent/events.ts'
import { LANGUAGES, type Language } from '#app/i18n/languages.ts'
import { openWords } from '#app/i18n/open-words.server.ts'
import { translateInto } from '#app/i18n/translate.ts'
import { whoActed } from '#app/i18n/who-acted.ts'
import { receiptPdf } from '#app/paper/receipt-pdf.server.ts'
import { printedWords } from '#app/routes/$language.receipts.$id[.pdf]/printed-words.ts'
import { SNAPSHOT } from '#tests/support/build.ts'
import { HAS_POPPLER, poppler } from '#tests/support/poppler.ts'
import { withdrew } from '#tests/support/record.ts'

const words = await openWords()
const RECORDED_AT = new Date('2026-01-05T13:14:15Z')

const BY: Record<string, Pick<Actor, 'kind' | 'how'>> = {
  herself: { kind: 'contributor', how: 'portal' },
  'her representative': { kind: 'representative', how: 'portal' },
  'herself with help': { kind: 'organisation', how: 'assisted' },
  'her hospital, from paper': { kind: 'organisation', how: 'paper' },
  'her hospital, after a call': { kind: 'organisation', how: 'phone' },
}

function wordsFor(language: Language, { kind, how }: Pick<Actor, 'kind' | 'how'>) {
  const snapshot = { ...SNAPSHOT, language }
  const entry = {
    id: 'r-1',
    type: 'consent-withdrawn' as const,
    programmeId: 'lung',
    dataUseId: null,
    recordedAt: RECORDED_AT,
    by: { kind, how, id: 'somebody' },
    event: withdrew(),
    snapshot,
    hash: 'a'.repeat(64),
  }
  return { snapshot, ...printedWords(translateInto(language, words), language, { entry, about: null }) }
}

test.each(LANGUAGES)('a receipt says in its own words who acted, for each who can: %s', (language) => {
  const said = Object.values(BY).map((by) => whoActed(translateInto(language, words), by))
  expect(new Set(said).size).toBe(said.length)
  expect(Object.values(BY).map((by) => wordsFor(language, by).facts.map(({ text }) => text))).toEqual(
    said.map((who) => expect.arrayContaining([who])),
  )
})

describe.skipIf(!HAS_POPPLER)('on paper (skipped where poppler-utils is not installed)', () => {
  test.each([
    ['el', 'her representative'],
    ['lt', 'herself with help'],
    ['uk', 'her hospital, from paper'],
    ['el', 'her hospital, after a call'],
    ['lt', 'her representative'],
    ['uk', 'herself'],
  ] as const)('%s: %s can be read, found and heard', async (language, name) => {
    const t = translateInto(language, words)
    const by = BY[name] ?? { kind: 'system', how: 'job' }
    const file = await saved(await receiptPdf(t, { ...printedReceipt(language), ...wordsFor(language, by) }))
    const line = (text: string) => text.replaceAll(/\s+/g, ' ')
    expect(line(poppler('pdftotext', '-layout', file, '-'))).toContain(whoActed(t, by))
    expect(poppler('pdfinfo', file)).toMatch(/^Tagged: +yes$/m)
    const structure = poppler('pdfinfo', '-struct-text', file)
    expect(structure).toMatch(/^ *H1\b/m)
    expect(line(structure)).toContain(t('receipt:who'))
  })
})

function printedReceipt(language: Language) {
  return {
    id: 'r-1',
    language,
    at: RECORDED_AT,
    digest: 'ab12cd34'.repeat(8),
    address: `https://accord.example/${language}/receipt-seals/a.b.c`,
    jsonLd: Buffer.from('{}'),
  }
}

async function saved(pdf: Buffer): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'accord-paper-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  await writeFile(join(folder, 'receipt.pdf'), pdf)
  return join(folder, 'receipt.pdf')
}
