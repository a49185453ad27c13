import { type CsvRead, readCsvFile } from './csv-file.server.ts'

export type CsvUpload = { bytes: Uint8Array; read: CsvRead; field(name: string): string }

/** Reads the CSV that a page's form sends in its field `file`, and what else stands in the form. */
export async function readCsvUpload(request: Request): Promise<CsvUpload> {
  const form = (await request.formData().catch(() => null)) ?? new FormData()
  const bytes = await bytesOf(form.get('file'))
  const field = (name: string) => {
    const value = form.get(name)
    return typeof value === 'string' ? value : ''
  }
  return { bytes, read: await readCsvFile(bytes), field }
}

async function bytesOf(sent: FormDataEntryValue | null): Promise<Uint8Array> {
  if (sent === null) return new Uint8Array()
  return typeof sent === 'string' ? new TextEncoder().encode(sent) : new Uint8Array(await sent.arrayBuffer())
}
