/** A piece of a PDF with its names spelled out; `isWords`: not the bytes of a picture. */
export type PdfText = { text: string; isWords: boolean }

/**
 * All that a PDF says: the whole file as it stands, what stands outside its streams, and what stands in its object
 * streams (ISO 32000-1, 7.5.7). Null where an object stream cannot be opened, so that nobody knows what is in it.
 */
export function pdfTexts(bytes: Uint8Array, inflate: (bytes: Uint8Array) => Uint8Array | null): PdfText[] | null {
  const file = latin(bytes)
  const texts: PdfText[] = [{ text: spelledOut(file), isWords: false }]
  let from = 0
  for (const { start, end, words } of streamsOf(file)) {
    texts.push({ text: spelledOut(file.slice(from, start)), isWords: true })
    from = end
    if (!mayHoldObjects(spelledOut(words))) continue
    const held = inflate(bytes.subarray(start, end))
    if (!held) return null
    texts.push({ text: spelledOut(latin(held)), isWords: true })
  }
  return [...texts, { text: spelledOut(file.slice(from)), isWords: true }]
}

/** A name may be written with escapes: `/J#53` is `/JS` (ISO 32000-1, 7.3.5). */
function spelledOut(text: string): string {
  return text.replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

/** Readers follow `First` to the objects even where the type is missing. */
function mayHoldObjects(words: string): boolean {
  return /\/ObjStm|\/First\b/.test(words)
}

type Stream = { start: number; end: number; words: string }

function streamsOf(file: string): Stream[] {
  const found: Stream[] = []
  let after = 0
  for (;;) {
    const begins = file.indexOf('stream', after)
    if (begins === -1) return found
    const start = begins + 'stream'.length + lineEndAt(file, begins + 'stream'.length)
    const ends = file.indexOf('endstream', start)
    const end = ends === -1 ? file.length : ends
    found.push({ start, end, words: file.slice(after, begins) })
    after = ends === -1 ? file.length : ends + 'endstream'.length
  }
}

function lineEndAt(file: string, place: number): number {
  if (file[place] === '\r' && file[place + 1] === '\n') return 2
  return file[place] === '\n' || file[place] === '\r' ? 1 : 0
}

function latin(bytes: Uint8Array): string {
  return new TextDecoder('latin1').decode(bytes)
}
