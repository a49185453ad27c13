import { type Inflate, objectStreams } from './object-streams.ts'

/** A piece of a PDF; `isWords`: not the bytes of a picture. */
export type PdfText = { text: string; isWords: boolean }

/**
 * All that a PDF says: the whole file as it stands, what stands outside its streams, and what stands in its object
 * streams. Null where an object stream cannot be opened, so that nobody knows what is in it.
 */
export function pdfTexts(bytes: Uint8Array, inflate: Inflate): PdfText[] | null {
  const file = latin(bytes)
  const held = objectStreams(file, bytes, inflate)
  if (!held) return null
  return [
    { text: file, isWords: false },
    { text: outsideStreams(file), isWords: true },
    ...held.map((objects) => ({ text: latin(objects), isWords: true })),
  ]
}

function outsideStreams(file: string): string {
  const pieces: string[] = []
  let from = 0
  for (;;) {
    const begins = file.indexOf('stream', from)
    if (begins === -1) return [...pieces, file.slice(from)].join('\n')
    pieces.push(file.slice(from, begins))
    const ends = file.indexOf('endstream', begins)
    if (ends === -1) return pieces.join('\n')
    from = ends + 'endstream'.length
  }
}

function latin(bytes: Uint8Array): string {
  return new TextDecoder('latin1').decode(bytes)
}
