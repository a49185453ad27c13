import type { Form, FormWords } from '../consent/form.ts'
import { type Decision, recorded, refused } from '../decision.ts'
import { type EffectChange, effectsChanged } from './effects-changed.ts'
import { fittedWords } from './fitted-words.ts'
import { sectionsOf } from './form-draft.ts'
import { lineOfVersions } from './line-of-versions.ts'
import { type PartChange, wordsChanged } from './words-changed.ts'

/** What changed from one version of a form to a later one, as it reads in one language. */
export type Comparison = {
  language: string
  /** The authors' own sentences, of every version on the way, oldest first. */
  said: string[]
  words: PartChange[]
  effects: EffectChange[]
}

/** The two versions, and all of the programme's: they tell whether one leads to the other. */
export type Compared = { before: Form; after: Form; versions: readonly Form[] }

/**
 * The generated answer to "what changed since you agreed", in the first of these languages that both versions have.
 * Only a version and one that it goes back to can be compared: between others the words would differ without meaning.
 */
export function comparison(
  { before, after, versions }: Compared,
  languages: readonly string[],
): Decision<Comparison, 'forms-unrelated' | 'forms-share-no-language'> {
  const { line } = lineOfVersions(after.id, [...versions, before, after])
  const steps = line.findIndex(({ id }) => id === before.id)
  if (steps === -1) return refused('forms-unrelated')
  const found = wordsOfBoth(before, after, languages)
  if (!found) return refused('forms-share-no-language')

  const { language, was, is } = found
  return recorded({
    language,
    said: line
      .slice(0, steps)
      .reverse()
      .flatMap(({ words }) => wordsFor(words, language)?.what_changed ?? []),
    words: wordsChanged(was, is),
    effects: effectsChanged({ form: before, words: was }, { form: after, words: is }),
  })
}

function wordsOfBoth(before: Form, after: Form, languages: readonly string[]) {
  for (const language of new Set([...languages, ...Object.keys(after.words)])) {
    const [was, is] = [wordsRead(before, language), wordsRead(after, language)]
    if (was && is) return { language, was, is }
  }
  return null
}

/** What people read of a version in this language, in the order of its questions. */
function wordsRead({ words, questions, checks = [] }: Form, language: string): FormWords | null {
  const written = wordsFor(words, language)
  return written ? fittedWords(written, { sections: sectionsOf({ [language]: written }), questions, checks }) : null
}

function wordsFor(words: Form['words'], language: string): FormWords | undefined {
  return Object.hasOwn(words, language) ? words[language] : undefined
}
