import { Zip, ZipDeflate } from 'fflate'

/** A file of an archive, in as many pieces as it likes. */
export type ZippedFile = { name: string; pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array> }

/** A ZIP archive made while it is read: of all that is in it, no more than the piece at hand is in memory. */
export async function* zipOf(files: AsyncIterable<ZippedFile>, at: Date): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = []
  const zip = new Zip((error, chunk) => {
    if (error) throw error
    ready.push(chunk)
  })
  for await (const { name, pieces } of files) {
    const file = new ZipDeflate(name, { level: 6 })
    file.mtime = at
    zip.add(file)
    for await (const piece of pieces) {
      file.push(piece)
      yield* ready.splice(0)
    }
    file.push(new Uint8Array(), true)
    yield* ready.splice(0)
  }
  zip.end()
  yield* ready.splice(0)
}
