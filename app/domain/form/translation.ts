import type { FormWords } from '../consent/form.ts'
import { fittedWords } from './fitted-words.ts'
import { type FormDraft, NO_FORM_WORDS, sectionsOf } from './form-draft.ts'
import { type Unit, unitsOf, withTranslations } from './translation-units.ts'
import type { XliffFile, XliffUnit } from './xliff.ts'
import type { RefusedAt } from './xliff-structure.ts'

type Translatable = Pick<FormDraft, 'id' | 'words' | 'questions' | 'checks'>

/** The language that a form is translated from: the one, other than the target, in which most is written. */
export function sourceLanguage(
  form: Translatable,
  { target, languages }: { target: string; languages: readonly string[] },
): string | null {
  const written = languages
    .filter((language) => language !== target)
    .map((language) => ({ language, texts: unitsOf(wordsFor(form, language)).length }))
  const most = Math.max(0, ...written.map(({ texts }) => texts))
  return most === 0 ? null : (written.find(({ texts }) => texts === most)?.language ?? null)
}

/** The file to translate, with the translations that there are; a text without one is marked as untranslated. */
export function translationFile(
  form: Translatable,
  { source, target, noteOf }: { source: string; target: string; noteOf(unit: Unit): string | null },
): XliffFile {
  const own = new Map(unitsOf(wordsFor(form, target)).map(({ id, text }) => [id, text.value]))
  const units = unitsOf(wordsFor(form, source)).map((unit): XliffUnit => {
    const { id, text } = unit
    const translated = { id, source: text.value, target: own.get(id) ?? null, note: noteOf(unit) }
    return { ...translated, isInitial: !isTranslated(translated) }
  })
  return { form: form.id, source, target, units }
}

export type TranslationRefusal =
  | 'xliff-of-another-form'
  | 'xliff-target-language'
  | 'xliff-source-changed'
  | 'xliff-unit-unknown'
  | 'xliff-unit-missing'
  | 'xliff-target-missing'
  | 'field-too-long'

/**
 * A language's words once this file is taken in: all of it or nothing. Every text must still read as it was translated,
 * so that nobody agrees to a sentence which says something else in another language; a text may lack its translation
 * only where the file says so, and then stays as it is.
 */
export function translation(
  form: Translatable,
  target: string,
  file: XliffFile,
): { ok: true; words: FormWords } | RefusedAt<TranslationRefusal> {
  if (file.form !== form.id) return refusedAt('xliff-of-another-form', file.form)
  if (file.target !== target) return refusedAt('xliff-target-language', file.target)
  if (file.source === target) return refusedAt('xliff-source-changed', file.source)
  const source = wordsFor(form, file.source)
  const units = new Map(unitsOf(source).map((unit) => [unit.id, unit]))
  for (const sent of file.units) {
    const refusal = unitRefusal(sent, units.get(sent.id))
    if (refusal) return refusedAt(refusal, sent.id)
  }
  const missing = [...units.keys()].find((id) => !file.units.some((sent) => sent.id === id))
  if (missing) return refusedAt('xliff-unit-missing', missing)

  const translated = file.units.filter(isTranslated).map(({ id, target }) => [id, target ?? ''] as const)
  return { ok: true, words: withTranslations(wordsFor(form, target), source, new Map(translated)) }
}

function unitRefusal(sent: XliffUnit, unit: Unit | undefined): TranslationRefusal | null {
  if (!unit) return 'xliff-unit-unknown'
  if (sent.source !== unit.text.value) return 'xliff-source-changed'
  if (!isTranslated(sent) && !sent.isInitial) return 'xliff-target-missing'
  return (sent.target ?? '').length > unit.longest ? 'field-too-long' : null
}

function isTranslated({ target }: Pick<XliffUnit, 'target'>): boolean {
  return target !== null && target.trim() !== ''
}

function wordsFor({ words, questions, checks }: Translatable, language: string): Required<FormWords> {
  const own = Object.hasOwn(words, language) ? words[language] : NO_FORM_WORDS
  return fittedWords(own, { sections: sectionsOf(words), questions, checks })
}

function refusedAt(refusal: TranslationRefusal, place: string): RefusedAt<TranslationRefusal> {
  return { ok: false, refusal, place }
}
