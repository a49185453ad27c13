import type { AppLoadContext } from '@remix-run/node'
import type { z } from 'zod'
import type { Form } from '#app/domain/consent/form.ts'
import { answersAsked } from '#app/domain/consent/way-through.ts'
import { type Decision, recorded, refused } from '#app/domain/decision.ts'
import type { PaperContent } from '#app/domain/paper/paper.ts'
import type { ScanRefusal } from '#app/domain/paper/scan.ts'
import type { Language } from '#app/i18n/languages.ts'
import { objectionSnapshot } from '#app/i18n/objection-snapshot.ts'
import { translateInto } from '#app/i18n/translate.ts'
import { type EnteredPaper, type EnterRefusal, enterPaper } from '#app/services/enter-paper.server.ts'
import type { DeskClerk } from '#app/services/hold-desk.server.ts'
import { type CheckedScan, lookAtScan } from '#app/services/look-at-scan.server.ts'
import { readHospitalCountry } from '#app/services/read-papers.server.ts'
import { answeredSnapshot, stoppedSnapshot } from './paper-snapshot.ts'
import { answersIn, type paperSchema } from './schema.ts'

type Sent = z.output<ReturnType<typeof paperSchema>>

export type PaperRefusal = EnterRefusal | ScanRefusal | 'identity-not-confirmed'

/** Enters what a clerk sent, with the picture of it where there is one. */
export async function actOnPaper(
  { portal, words }: AppLoadContext,
  clerk: DeskClerk,
  { form, values, scan }: { form: Form; values: Sent; scan: FormDataEntryValue | null },
): Promise<Decision<EnteredPaper, PaperRefusal>> {
  const { pseudonym, way_in: wayIn, identified } = values
  if (wayIn === 'phone' && !identified) return refused('identity-not-confirmed')
  const looked = wayIn === 'paper' ? await lookedAt(scan) : recorded(null)
  if (!looked.ok) return looked
  const country = await readHospitalCountry(portal, clerk)
  const content = contentOf(form, values, { words, country })
  return enterPaper(portal, { clerk, pseudonym, wayIn, content, scan: looked.event })
}

/** A field without a file is sent as an empty one. */
async function lookedAt(scan: FormDataEntryValue | null): Promise<Decision<CheckedScan | null, ScanRefusal>> {
  if (scan === null || typeof scan === 'string' || (scan.size === 0 && !scan.name)) return recorded(null)
  return lookAtScan(Buffer.from(await scan.arrayBuffer()))
}

function contentOf(
  form: Form,
  values: Sent,
  { words, country }: { words: AppLoadContext['words']; country: string },
): PaperContent {
  const { programmeId, id: formId } = form
  const { says, signed_on: signedOn } = values
  const language = values.language as Language
  const t = translateInto(language, words)
  if (says === 'object') {
    const snapshot = objectionSnapshot(t, language, { answer: 'object', country })
    return { programmeId, signedOn, says: { objectsIn: country }, snapshot }
  }
  if (says !== 'answers') {
    const title = form.words[language]?.title ?? ''
    const snapshot = stoppedSnapshot(t, { language, title, tier: says })
    return { programmeId, signedOn, says: { withdraws: says }, snapshot }
  }
  const answers = answersAsked(form, answersIn(form, values))
  const snapshot = answeredSnapshot(t, { form, language, answers, signedOn })
  return { programmeId, signedOn, says: { formId, answers }, snapshot }
}
