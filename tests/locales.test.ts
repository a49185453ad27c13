import { readFileSync } from 'node:fs'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { LANGUAGES } from '#app/i18n/languages.ts'
import { filesBelow, type SourceFile, sourceFiles, walk } from '#tests/support/source-files.ts'

/** `namespace:key.of.a.sentence` to the sentence. */
type Words = Map<string, string>

/** Keys made of parts are found by their pattern; where nothing of it is known but the namespace, the parts are listed here. */
const WHOLE_NAMESPACE: Record<string, string[]> = {
  'uses:*': ['used', 'denied', 'disputed'],
  'uses:*-times': ['used', 'denied', 'disputed'],
  'letter:*-meaning': ['not-mine', 'not-me'],
  'summary:*': ['include-me', 'ask-me', 'leave-me-out'],
}

/** Names, and what happens to be written alike: equal to English and yet translated. */
const ALIKE: Record<string, string[]> = {
  all: ['Accord'],
  sl: ['Ana Primer'],
  'pt-PT': ['Portugal', 'Hospital', 'Total'],
  de: ['Portugal', 'Ukraine', 'in Liechtenstein', 'in Portugal', 'Version {{version}}'],
}

const words = new Map(LANGUAGES.map((language) => [language, wordsOf(language)]))
const english = words.get('en') ?? new Map()
const translations = LANGUAGES.filter((language) => language !== 'en')

function wordsOf(language: string): Words {
  const folder = `locales/${language}`
  const found: Words = new Map()
  for (const path of filesBelow(folder)) {
    const namespace = path.slice(folder.length + 1).replace(/\.json$/, '')
    for (const [key, text] of flattened(JSON.parse(readFileSync(path, 'utf8')))) found.set(`${namespace}:${key}`, text)
  }
  return found
}

function flattened(value: unknown, key = ''): [string, string][] {
  if (value === null || typeof value !== 'object') return [[key, String(value)]]
  return Object.entries(value).flatMap(([member, inner]) => flattened(inner, key ? `${key}.${member}` : member))
}

/** A key without its plural form, and the form; a form is only one where English has `_other` beside it. */
function pluralOf(key: string): { base: string; form: string } | null {
  const [, base = '', form = ''] = /^(.*)_(zero|one|two|few|many|other)$/.exec(key) ?? []
  return base && english.has(`${base}_other`) ? { base, form } : null
}

/** The keys that a language needs: those of English, with the plural forms that its own grammar has. */
function keysFor(language: string): string[] {
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories
  const keys = [...english.keys()].flatMap((key) => {
    const plural = pluralOf(key)
    return plural ? forms.map((form) => `${plural.base}_${form}`) : [key]
  })
  return [...new Set(keys)].sort()
}

function namespacesOf(language: string): string[] {
  return [...new Set([...wordsOf(language).keys()].map((key) => key.split(':')[0] ?? ''))].sort()
}

describe.each(LANGUAGES)('in %s', (language) => {
  const own = words.get(language) ?? new Map<string, string>()

  test('there is every namespace', () => {
    expect(namespacesOf(language)).toEqual(namespacesOf('en'))
  })

  test('there is every sentence, in every plural form that the language has, and no other', () => {
    const needed = keysFor(language)
    const missing = needed.filter((key) => !own.has(key))
    const left = [...own.keys()].filter((key) => !needed.includes(key))
    expect({ missing, left }).toEqual({ missing: [], left: [] })
  })

  test('no sentence is empty', () => {
    expect([...own].filter(([, text]) => text.trim() === '').map(([key]) => key)).toEqual([])
  })

  test('every sentence is told the same names and numbers as in English', () => {
    const differing = [...own].filter(([key, text]) => {
      const plural = pluralOf(key)
      const model = english.get(plural ? `${plural.base}_other` : key)
      if (model === undefined) return false
      const [told, needed] = [blanksIn(text), blanksIn(model)]
      const mayLeaveOut = (blank: string) => plural !== null && blank === 'count'
      return (
        told.some((blank) => !needed.includes(blank)) ||
        needed.some((blank) => !told.includes(blank) && !mayLeaveOut(blank))
      )
    })
    expect(differing.map(([key]) => key)).toEqual([])
  })
})

function blanksIn(text: string): string[] {
  return [...text.matchAll(/\{\{-?\s*([\w.]+)[^}]*\}\}/g)].map(([, blank = '']) => blank)
}

describe.each(translations)('in %s', (language) => {
  test('nothing is left in English', () => {
    const alike = [...(ALIKE.all ?? []), ...(ALIKE[language] ?? [])]
    const left = [...(words.get(language) ?? [])].filter(([key, text]) => {
      return text === english.get(key) && /\p{L}/u.test(text.replaceAll(/\{\{[^}]*\}\}/g, '')) && !alike.includes(text)
    })
    expect(left.map(([key, text]) => `${key} = ${text}`)).toEqual([])
  })
})

describe('what a blank is filled with fits its sentence', () => {
  const day = '\\{\\{(?:date|day|first|last|from|until|end|due)\\}\\}'

  test.each(['lt', 'uk'] as const)(
    'in %s, where a date ends with an abbreviation, no second full stop follows',
    (language) => {
      expect(keysWith(language, new RegExp(`${day}\\.`))).toEqual([])
    },
  )

  test('in sl, where dates come in the nominative, none stands after a word that asks for another case', () => {
    const moment = '\\{\\{(?:date|when|day|first|last|from|until|end|due)\\}\\}'
    expect(keysWith('sl', new RegExp(`(?<!^|: |\\(|– |datuma |datumom |dan )${moment}`))).toEqual([])
  })
})

describe('everybody is addressed the same on every page', () => {
  test.each([
    ['lt', 'Jūs with a capital', /(?<!\p{L})(?:jūs|jūsų|jums|jumis)(?!\p{L})/u],
    ['uk', 'Ви with a capital', /(?<!\p{L})(?:ви|вас|вам|вами|ваш\p{L}*)(?!\p{L})/u],
    ['pl', 'nobody as Ty', /(?<!\p{L})(?:ty|twój|two[ijm]\p{L}*|ciebie|cię|tobie|tobą)(?!\p{L})/iu],
  ] as const)('in %s: %s', (language, _, other) => {
    expect(keysWith(language, other)).toEqual([])
  })
})

describe('one thing has one name, and nobody is taken for a man', () => {
  test.each([
    ['pt-PT', /você|\([ao]s?\)|tinha-o|ligado ou ligada|[“”]/],
    ['el', /αποδείξεις σας|υποχρεωμένοι|ζητήθηκε από|άγγιγμα|αγγίγματα/iu],
    ['de', /Klinik|Bogen|Bögen|Hilfsmittel|Beleg(?!\p{L})|Belege|Zufallsbefund|einen Tod /u],
  ] as const)('in %s', (language, other) => {
    expect(keysWith(language, other)).toEqual([])
  })
})

function keysWith(language: (typeof LANGUAGES)[number], pattern: RegExp): string[] {
  return [...(words.get(language) ?? [])].filter(([, text]) => pattern.test(text)).map(([key]) => key)
}

describe('the words that the code uses', () => {
  const used = usesIn(sourceFiles('app', 'db/seed', 'bin'))

  test('are all there is: no sentence is left that nobody reads', () => {
    const unused = [...english.keys()].filter((key) => !used.includes(pluralOf(key)?.base ?? key))
    expect(unused).toEqual([])
  })

  test('that begin with what only the moment knows are listed above', () => {
    expect(used.unlisted).toEqual([])
  })
})

type Uses = { includes(key: string): boolean; unlisted: string[] }

/** Every key that stands in these files: whole, or as a pattern where `${...}` takes the place of one part. */
function usesIn(files: SourceFile[]): Uses {
  const texts = new Set<string>()
  const whole = new Set<string>()
  const patterns: string[][] = []
  for (const file of files) {
    const namespaces = namespacesRead(file)
    const inEach = (key: string) => (key.includes(':') ? [key] : namespaces.map((namespace) => `${namespace}:${key}`))
    walk(file.tree, (node) => {
      if (ts.isStringLiteralLike(node)) {
        texts.add(node.text)
        for (const key of inEach(node.text)) whole.add(key)
      }
      if (ts.isTemplateExpression(node) && isArgumentOfT(node)) patterns.push(inEach(patternOf(node)))
    })
  }
  for (const pattern of patterns.flat()) {
    for (const value of WHOLE_NAMESPACE[pattern] ?? []) whole.add(pattern.replace('*', value))
  }
  const narrow = patterns
    .flat()
    .filter((pattern) => !isBroad(pattern))
    .map(expressionOf)
  const listed = (alternatives: string[]) =>
    alternatives.some((pattern) => !isBroad(pattern) || WHOLE_NAMESPACE[pattern])
  return {
    unlisted: patterns.filter((alternatives) => !listed(alternatives)).flat(),
    // A refusal's words are chosen by its code, which stands where it is refused.
    includes: (key) =>
      key.startsWith('refusal:')
        ? texts.has(key.slice('refusal:'.length))
        : whole.has(key) || isWithinAny(key, whole) || narrow.some((expression) => expression.test(key)),
  }
}

/** Begins with what is not known: `uses:*`, and not `uses:operation.*` or `uses:from-*`. */
function isBroad(pattern: string): boolean {
  return /^[^:]+:\*[^.]*$/.test(pattern)
}

/** `*` is one part of a key, or the rest of one. */
function expressionOf(pattern: string): RegExp {
  const parts = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('[^.:]+')}$`)
}

/** A list or group of sentences is read whole. */
function isWithinAny(key: string, whole: ReadonlySet<string>): boolean {
  return [...key.matchAll(/\./g)].some(
    ({ index }) => whole.has(key.slice(0, index)) && /^\d+(\.|$)/.test(key.slice(index + 1)),
  )
}

/** The namespaces that a file's unprefixed keys may be in. */
function namespacesRead({ tree }: SourceFile): string[] {
  const found = ['common']
  walk(tree, (node) => {
    if (!ts.isCallExpression(node) || node.expression.getText() !== 'useTranslation') return
    for (const argument of node.arguments) {
      if (ts.isStringLiteralLike(argument)) found.push(argument.text)
      if (ts.isArrayLiteralExpression(argument)) {
        for (const one of argument.elements) if (ts.isStringLiteralLike(one)) found.push(one.text)
      }
    }
  })
  return found
}

/** `t(...)`, and `words.t(...)`; a key may be told to TypeScript as one (`as 'codes:region.si'`). */
function isArgumentOfT(node: ts.Node): boolean {
  const { parent } = node
  if (ts.isAsExpression(parent) || ts.isParenthesizedExpression(parent) || ts.isConditionalExpression(parent))
    return isArgumentOfT(parent)
  return ts.isCallExpression(parent) && /(^|\.)t$/.test(parent.expression.getText())
}

function patternOf(template: ts.TemplateExpression): string {
  return template.head.text + template.templateSpans.map(({ literal }) => `*${literal.text}`).join('')
}
