import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import type { Browser, Page } from './browser.ts'
import { at, says } from './expectations.ts'
import type { Gate } from './gate.ts'
import { type Contributor, PIN } from './says-yes.ts'
import type { Stage } from './stage.ts'

/** She takes everything that is held about her: one archive, whose receipts her hospital's gate says are genuine. */
export async function takesEverything(
  { tell, pseudonym, demo }: Stage,
  { phone }: Contributor,
  { gate }: { gate: Gate },
): Promise<void> {
  tell.chapter('She takes everything with her')
  await tell.step('without her PIN she is asked for it', () => download(phone, ''), at('/sl/my-data?pin='))
  await tell.step('nor will another PIN do', () => download(phone, '000000'), at('/sl/my-data?pin=pin-not-matched'))
  const archive = await tell.step('with it, one archive comes', () => download(phone, PIN), isArchive)
  const files = unzipSync(archive.bytes)
  tell.heard(`${Object.keys(files).length} files in ${archive.bytes.length} bytes`)
  await tell.step(
    'in it are tables, pages for machines and every receipt in three forms',
    async () => missingIn(Object.keys(files)),
    (missing) => (missing.length === 0 ? null : `${missing.join(', ')} is not in it`),
  )
  await tell.step(
    'it says which code stands for her at her hospital, and holds nobody else’s',
    async () => strFromU8(files['everything.json'] ?? new Uint8Array()),
    (everything) => {
      if (!everything.includes(pseudonym)) return 'hers is not in it'
      const others = demo.nodes.flatMap((node) => node.pseudonyms)
      return others.some((other) => everything.includes(other)) ? 'another one is in it' : null
    },
  )
  await tell.step(
    'the gate says that a receipt out of it is genuine',
    async () => {
      const place = join(gate.folder, 'out-of-the-archive.pdf')
      await writeFile(place, files['receipts/0002.pdf'] ?? new Uint8Array())
      return gate.run('verify-receipt', place)
    },
    says(0, /genuine/),
  )
  await tell.step('she sees that it was downloaded', () => phone.get('/sl/data-rights'), isWrittenDown)
}

function download(phone: Browser, pin: string): Promise<Page> {
  return phone.post('/sl/my-data/archive', { pin })
}

function isArchive({ status, type }: Page): string | null {
  return status === 200 && type === 'application/zip' ? null : `it is ${status} ${type}`
}

function isWrittenDown({ text }: Page): string | null {
  return text.includes('Urejeno takoj') ? null : 'nothing says so'
}

function missingIn(names: readonly string[]): string[] {
  const receipt = ['pdf', 'json', 'fhir.json'].map((form) => `receipts/0002.${form}`)
  const wanted = ['README.txt', 'everything.json', 'history.json', 'history.csv', 'uses.csv', ...receipt]
  return wanted.filter((name) => !names.includes(name))
}
