import { cp, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { openWords } from '#app/i18n/open-words.server.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** Every sentence another one, whatever stands in its blanks. */
export function others<Texts>(texts: Texts): Texts {
  return JSON.parse(JSON.stringify(texts), (_, text) => (typeof text === 'string' ? `Other: ${text}` : text))
}

/** The words of all pages with every sentence of every language exchanged. */
export async function otherWords() {
  const folder = await temporaryFolder('accord-words-')
  const locales = join(folder.path, 'locales')
  await cp(new URL('../../locales', import.meta.url), locales, { recursive: true })
  for (const name of await readdir(locales, { recursive: true })) {
    if (!name.endsWith('.json')) continue
    const texts = JSON.parse(await readFile(join(locales, name), 'utf8'))
    await writeFile(join(locales, name), JSON.stringify(others(texts)))
  }
  const words = await openWords(pathToFileURL(locales))
  await folder.remove()
  return words
}
