import { type Decision, recorded, refused } from '../decision.ts'
import type { Inflate } from './object-streams.ts'
import type { ScanType } from './paper.ts'
import { namesPattern } from './pdf-names.ts'
import { type PdfText, pdfTexts } from './pdf-texts.ts'
import { jpegSize, type PictureSize, pngSize, tiffSize } from './picture-size.ts'

export const MAX_SCAN_BYTES = 10 * 1024 * 1024

export type ScanRefusal =
  | 'scan-too-large'
  | 'scan-wrong-type'
  | 'scan-with-script'
  | 'scan-not-readable'
  | 'scan-not-whole'

/**
 * What kind of picture this is by its own bytes, whatever it is called. A PDF that could do anything by itself, or that
 * hides what it holds, is refused. `inflate` opens a compressed part, or says null where it is none or too large.
 */
export function scanType(bytes: Uint8Array, inflate: Inflate): Decision<ScanType, ScanRefusal> {
  if (bytes.length > MAX_SCAN_BYTES) return refused('scan-too-large')
  const type = SIGNATURES.find(({ starts }) => starts.some((start) => startsWith(bytes, start)))?.type
  if (!type) return refused('scan-wrong-type')
  if (type === 'application/pdf') return quietPdf(pdfTexts(bytes, inflate))
  return isOfPaper(SIZES[type](bytes)) ? recorded(type) : refused('scan-not-whole')
}

const SIZES = { 'image/jpeg': jpegSize, 'image/png': pngSize, 'image/tiff': tiffSize }

/** A sheet of A3 at 600 dots an inch has 70 million; a few bytes can unpack to far more, in the browser of whoever looks. */
const MOST_DOTS = 100_000_000

function isOfPaper(size: PictureSize | null): boolean {
  const dots = size ? size.width * size.height : 0
  return dots > 0 && dots <= MOST_DOTS
}

const SIGNATURES: readonly { type: ScanType; starts: readonly (readonly number[])[] }[] = [
  { type: 'application/pdf', starts: [[...'%PDF-'].map((character) => character.charCodeAt(0))] },
  { type: 'image/jpeg', starts: [[0xff, 0xd8, 0xff]] },
  { type: 'image/png', starts: [[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]] },
  {
    type: 'image/tiff',
    starts: [
      [0x49, 0x49, 0x2a, 0x00],
      [0x4d, 0x4d, 0x00, 0x2a],
    ],
  },
]

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte)
}

/** Names by which a PDF acts, leads elsewhere, carries files or hides (ISO 32000-1, 7.6, 7.11.4, 12.6, 12.7.8). */
const ANYWHERE = [
  ...['JavaScript', 'Launch', 'OpenAction', 'EmbeddedFile', 'Encrypt', 'RichMedia', 'OnInstantiate'],
  ...['ImportData', 'SubmitForm', 'Rendition', 'GoToE', 'GoToR'],
]

/** The same, of four signs: a name that begins like them is another one. */
const SHORT = ['XFA', 'URI']

/** So short that a picture's bytes hold them by chance: looked for where a PDF's own words stand. Neither acts without a longer one. */
const IN_WORDS = ['JS', 'AA']

const ENDS = '(?![A-Za-z0-9_.+#-])'
const ACTS = new RegExp(`${namesPattern(ANYWHERE)}|${namesPattern(SHORT)}${ENDS}`)
const ACTS_IN_WORDS = new RegExp(`${namesPattern(IN_WORDS)}${ENDS}`)

function quietPdf(texts: PdfText[] | null): Decision<ScanType, ScanRefusal> {
  if (!texts) return refused('scan-not-readable')
  if (!texts.some(({ text }) => text.includes('%%EOF'))) return refused('scan-not-whole')
  const acts = texts.some(({ text, isWords }) => ACTS.test(text) || (isWords && ACTS_IN_WORDS.test(text)))
  return acts ? refused('scan-with-script') : recorded('application/pdf')
}
