import { findMissing } from './find-missing.ts'
import { SENTENCES } from './sentences.ts'

/** Prints what is missing before this portal can serve people, a line each; 1 where something stops it. */
export async function check(environment: Record<string, string | undefined>): Promise<0 | 1> {
  const found = await findMissing(environment)
  for (const { code, of, stops } of found) {
    console.log(`${stops ? 'stops' : 'later'}  ${of ? `${of}: ` : ''}${SENTENCES[code]} (${code})`)
  }
  const stopping = found.filter(({ stops }) => stops).length
  console.log(stopping === 0 ? 'ready  Nothing stops this portal.' : `${stopping} of these stop it.`)
  return stopping === 0 ? 0 : 1
}
