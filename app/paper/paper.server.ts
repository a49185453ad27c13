import { createRequire } from 'node:module'
import PDFDocument from 'pdfkit'

/** A tagged PDF (PDF/UA-1) in one language, whose words a screen reader reads in the order in which they are written here. */
export type Paper = {
  heading(level: 1 | 2 | 3, text: string, language?: string): void
  text(text: string, options?: { language?: string; small?: boolean }): void
  /** A name and what stands behind it. */
  fact(term: string, text: string, language?: string): void
  list(items: readonly string[], language?: string): void
  /** A square of dark and light modules, with the words for who cannot see it. */
  square(modules: readonly (readonly boolean[])[], alt: string): void
  attach(content: Buffer, file: { name: string; type: string; description: string }): void
  /** The finished file; `footer` is written under each page. */
  finish(footer: (page: number, pages: number) => string): Promise<Buffer>
}

/** The types know the other subsets alone. */
const PDF_UA = 'PDF/UA' as string as PDFKit.Mixins.PDFSubsets

const MARGIN = 56
const SQUARE_POINTS = 142
const SIZES = { 1: 22, 2: 15, 3: 12.5 } as const
const TEXT = 11
/** No heading is the last line of a page, also not with a smaller one right under it. */
const UNDER_HEADING = { 1: 3 * MARGIN, 2: 3 * MARGIN, 3: 2 * MARGIN } as const

const { resolve } = createRequire(import.meta.url)
const FONTS = {
  text: resolve('@expo-google-fonts/commissioner/400Regular/Commissioner_400Regular.ttf'),
  bold: resolve('@expo-google-fonts/commissioner/700Bold/Commissioner_700Bold.ttf'),
}

export function newPaper({ title, language, at }: { title: string; language: string; at: Date }): Paper {
  const pdf = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    pdfVersion: '1.7',
    subset: PDF_UA,
    tagged: true,
    displayTitle: true,
    lang: language,
    bufferPages: true,
    font: FONTS.text,
    info: { Title: title, Author: 'Accord', CreationDate: at, ModDate: at },
  })
  const finished = collected(pdf)
  const root = pdf.struct('Document')
  pdf.addStructure(root)

  /** One element of the structure, with what it writes. */
  const tagged = (type: string, language: string | undefined, write: () => void) =>
    pdf.struct(type, language ? { lang: language } : {}, write)
  const write = (text: string, font: keyof typeof FONTS, size: number, gap: number) => () => {
    pdf.font(FONTS[font]).fontSize(size).text(text, { lineGap: 2 })
    pdf.y += gap
  }
  /** Goes on where there is room for so much more on the page. */
  const needRoom = (points: number) => {
    if (pdf.y > pdf.page.height - MARGIN - points) pdf.addPage()
  }
  return {
    heading: (level, text, language) => {
      needRoom(UNDER_HEADING[level])
      pdf.y += level === 1 ? 0 : 8
      root.add(tagged(`H${level}`, language, write(text, 'bold', SIZES[level], 6)))
    },
    text: (text, { language, small = false } = {}) => {
      root.add(tagged('P', language, write(text, 'text', small ? 9 : TEXT, 6)))
    },
    fact: (term, text, language) => {
      needRoom(MARGIN)
      root.add(tagged('P', language, write(term, 'bold', TEXT, 0)))
      root.add(tagged('P', language, write(text, 'text', TEXT, 6)))
    },
    list: (items, language) => {
      const list = pdf.struct('L', language ? { lang: language } : {})
      for (const item of items) {
        const line = pdf.struct('LI')
        line.add(tagged('LBody', undefined, write(`•  ${item}`, 'text', TEXT, 3)))
        line.end()
        list.add(line)
      }
      list.end()
      root.add(list)
    },
    square: (modules, alt) => {
      needRoom(SQUARE_POINTS + MARGIN)
      const place = { x: MARGIN, y: pdf.y, width: SQUARE_POINTS, height: SQUARE_POINTS }
      const bbox: [number, number, number, number] = [place.x, place.y, place.x + place.width, place.y + place.height]
      root.add(pdf.struct('Figure', { alt, bbox }, () => drawModules(pdf, modules, place)))
      pdf.y += SQUARE_POINTS + 12
    },
    attach: (content, { name, type, description }) => {
      pdf.file(content, { name, type, description, creationDate: at, modifiedDate: at, relationship: 'Source' })
    },
    finish: (footer) => {
      root.end()
      writeFooters(pdf, footer)
      pdf.end()
      return finished
    },
  }
}

type Pdf = InstanceType<typeof PDFDocument>

function drawModules(
  pdf: Pdf,
  modules: readonly (readonly boolean[])[],
  place: { x: number; y: number; width: number },
) {
  const side = place.width / modules.length
  modules.forEach((row, y) => {
    row.forEach((dark, x) => {
      if (dark) pdf.rect(place.x + x * side, place.y + y * side, side + 0.02, side + 0.02)
    })
  })
  pdf.fill('#000000')
}

/** No part of what is read: which page this is. */
function writeFooters(pdf: Pdf, footer: (page: number, pages: number) => string): void {
  const { start, count } = pdf.bufferedPageRange()
  for (let page = start; page < start + count; page++) {
    pdf.switchToPage(page)
    pdf.page.margins.bottom = 0
    pdf.markContent('Artifact', { type: 'Pagination', attached: ['Bottom'] })
    pdf.font(FONTS.text).fontSize(9)
    pdf.text(footer(page + 1 - start, count), MARGIN, pdf.page.height - MARGIN / 1.5, { lineBreak: false })
    pdf.endMarkedContent()
  }
}

function collected(pdf: Pdf): Promise<Buffer> {
  const chunks: Buffer[] = []
  return new Promise((resolve, reject) => {
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
    pdf.on('end', () => resolve(Buffer.concat(chunks)))
    pdf.on('error', reject)
  })
}
