import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { createInstance, type i18n as I18n, type Resource } from 'i18next'
import { FALLBACK_LANGUAGE, LANGUAGES } from './languages.ts'

/** Reads every word of every language once; a sentence that a language lacks is read in English. */
export async function openWords(directory = new URL('../../locales/', import.meta.url)): Promise<I18n> {
  const words = createInstance()
  await words.init({
    resources: await readResources(fileURLToPath(directory)),
    supportedLngs: LANGUAGES,
    fallbackLng: FALLBACK_LANGUAGE,
    lng: FALLBACK_LANGUAGE,
    defaultNS: 'common',
    initAsync: false,
    interpolation: { escapeValue: false },
  })
  return words
}

async function readResources(directory: string): Promise<Resource> {
  const files = (await readdir(directory, { recursive: true })).filter((name) => name.endsWith('.json'))
  const resources: Resource = {}
  for (const file of files) {
    const [language = '', namespace = ''] = file.replace(/\.json$/, '').split(/[\\/]/)
    const texts = JSON.parse(await readFile(`${directory}/${file}`, 'utf8'))
    resources[language] = { ...resources[language], [namespace]: texts }
  }
  return resources
}
