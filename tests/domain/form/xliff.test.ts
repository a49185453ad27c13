import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FormWords } from '#app/domain/consent/form.ts'
import { fittedWords } from '#app/domain/form/fitted-words.ts'
import { sectionsOf } from '#app/domain/form/form-draft.ts'
import { sourceLanguage, translation, translationFile } from '#app/domain/form/translation.ts'
import { type XliffFile, xliffText } from '#app/domain/form/xliff.ts'
import { xliffFile } from '#app/domain/form/xliff-structure.ts'
import { isReadable } from '#app/http/readable-text.ts'
import { LONGEST_XML, readXml } from '#app/http/xml-document.ts'
import { aWordedForm } from '#tests/support/worded-form.ts'
import { anyForm } from './support/any-form.ts'

const form = { ...aWordedForm('lung', '2'), id: '0f0e7c52-91f5-4a38-8a77-6a6c7a3f2f10', checks: [] }
const EN = form.words.en as FormWords

/** The file as a translation office gets it. */
function exported(words: Record<string, FormWords> = form.words): XliffFile {
  return translationFile({ ...form, words }, { source: 'en', target: 'sl', noteOf: () => null })
}

/** The same, as text, with every text translated. */
function translated(change: (target: string) => string = (source) => `SL ${source}`): string {
  const file = exported()
  const units = file.units.map((unit) => ({ ...unit, target: change(unit.source), isInitial: false }))
  return xliffText({ ...file, units })
}

/** What comes of a file that is sent back: the words, or the code and where it is. */
function takenIn(sent: string | Uint8Array, target = 'sl', words: Record<string, FormWords> = form.words) {
  const xml = readXml(typeof sent === 'string' ? new TextEncoder().encode(sent) : sent)
  if (!xml.ok) return xml
  const read = xliffFile(xml.root)
  return read.ok ? translation({ ...form, words }, target, read.file) : read
}

function refusalOf(sent: string | Uint8Array, target?: string): [string, string] {
  const taken = takenIn(sent, target)
  return taken.ok ? ['taken in', ''] : [taken.refusal, taken.place]
}

describe('a translation file', () => {
  test('says what it is, and marks what has no translation yet', () => {
    const text = xliffText(exported())
    expect(text).toContain(
      '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="en" trgLang="sl">',
    )
    expect(text).toContain(`original="${form.id}"`)
    expect(text).toContain('<unit id="question.companies.yes.meaning">')
    expect(text.match(/state="initial"/g)).toHaveLength(exported().units.length)
    expect(text).not.toContain('<target>')
  })

  test('that comes back as it went out changes nothing', () => {
    const own = { ...EN, title: 'Vaši posnetki', promises: ['Posnetki ostanejo v bolnišnici.', 'Še ena.'] }
    const words = { en: EN, sl: own }
    const taken = takenIn(xliffText(exported(words)), 'sl', words)
    expect(taken.ok && taken.words).toEqual({ ...own, what_changed: [], checks: {} })
  })

  test('that comes back translated is the target language, text by text', () => {
    const taken = takenIn(translated())
    if (!taken.ok) throw new Error(taken.refusal)
    expect(taken.words.title).toBe('SL Your scans, version 2')
    expect(taken.words.questions.companies?.options.yes).toEqual({
      label: 'SL Yes, companies too',
      meaning: 'SL Companies may.',
    })
  })

  test('may leave out a translation where it says so, and then the text stays as it is', () => {
    const file = exported()
    const [title, ...rest] = file.units.map((unit) => ({ ...unit, target: 'SL', isInitial: false }))
    if (!title) throw new Error('no units')
    const sent = xliffText({ ...file, units: [{ ...title, target: null, isInitial: true }, ...rest] })
    const taken = takenIn(sent, 'sl', { en: EN, sl: { ...EN, title: 'Vaši posnetki' } })
    expect(taken.ok && taken.words.title).toBe('Vaši posnetki')
    expect(taken.ok && taken.words.promises).toEqual(['SL'])
  })

  test('is translated from the language in which most is written', () => {
    const words = { en: { ...EN, sections: [] }, de: EN, sl: EN }
    const languages = ['en', 'sl', 'de', 'uk']
    expect(sourceLanguage({ ...form, words }, { target: 'sl', languages })).toBe('de')
    expect(sourceLanguage(form, { target: 'sl', languages })).toBe('en')
    expect(sourceLanguage(form, { target: 'en', languages })).toBeNull()
  })

  test('may have a byte order mark, comments, CDATA, numbered signs, and other spaces between its parts', () => {
    const sent = translated()
      .replace('SL Your scans, version 2', '<!-- a note -->Va&#x161;i <![CDATA[<posnetki>]]> &amp; vi')
      .replaceAll('\n      ', '\r\n\t')
    const taken = takenIn(`\uFEFF${sent}`)
    expect(taken.ok && taken.words.title).toBe('Vaši <posnetki> & vi')
  })
})

describe('a translation file is refused', () => {
  const good = translated()
  const unit = /<unit id="title\.title">[\s\S]*?<\/unit>/.exec(good)?.[0] ?? ''

  test.each<[string, string, string]>([
    ['of another form', good.replace(form.id, 'another'), 'xliff-of-another-form'],
    [
      'whose text has changed since',
      good.replace('<source>Your scans', '<source>Your old scans'),
      'xliff-source-changed',
    ],
    ['from a language in which nothing is written', good.replace('srcLang="en"', 'srcLang="de"'), 'xliff-unit-unknown'],
    ['for another language', good.replace('trgLang="sl"', 'trgLang="de"'), 'xliff-target-language'],
    ['from the language that it is for', good.replace('srcLang="en"', 'srcLang="sl"'), 'xliff-source-changed'],
    [
      'with a text that the form does not have',
      good.replace('id="title.title"', 'id="title.subtitle"'),
      'xliff-unit-unknown',
    ],
    ['in which a text is missing', good.replace(unit, ''), 'xliff-unit-missing'],
    ['in which a text is twice', good.replace(unit, unit + unit), 'xliff-unit-twice'],
    [
      'without a translation that is not marked so',
      good.replace(/<target>[^<]*<\/target>/, ''),
      'xliff-target-missing',
    ],
    [
      'with a translation of spaces',
      good.replace(/<target>[^<]*<\/target>/, '<target> </target>'),
      'xliff-target-missing',
    ],
    ['with a text longer than the form may hold', translated(() => 'x'.repeat(301)), 'field-too-long'],
    ['with markup in a translation', good.replace('<target>SL', '<target><pc id="1">SL</pc>'), 'xliff-target-markup'],
    ['with HTML in a translation', good.replace('<target>SL', '<target><b>SL</b>'), 'xliff-target-markup'],
    [
      'with a sign for one that XML can hold',
      good.replace('<target>SL', '<target><cp hex="003C"/>'),
      'xliff-text-unreadable',
    ],
    ['with a sign for nothing', good.replace('<target>SL', '<target><cp hex="0000"/>'), 'xliff-text-unreadable'],
    ['with half a sign', good.replace('<target>SL', '<target><cp hex="D800"/>'), 'xliff-text-unreadable'],
    ['with the mark that broken bytes leave', good.replace('<target>SL', '<target>\uFFFD'), 'xliff-text-unreadable'],
    ['of version 2.0', good.replace('version="2.1"', 'version="2.0"'), 'xliff-version-unknown'],
    [
      'of version 1.2',
      good.replace('urn:oasis:names:tc:xliff:document:2.0', 'urn:oasis:names:tc:xliff:document:1.2'),
      'xliff-version-unknown',
    ],
    ['that is another kind of document', '<html/>', 'xliff-version-unknown'],
    [
      'with an attribute that we do not know',
      good.replace('<segment ', '<segment secret="1" '),
      'xliff-not-understood',
    ],
    ['with a state that we do not know', good.replace('state="translated"', 'state="done"'), 'xliff-not-understood'],
    ['with a member that we do not know', good.replace('</segment>', '<match/></segment>'), 'xliff-not-understood'],
    ['with words where none belong', good.replace('<segment ', 'please look <segment '), 'xliff-not-understood'],
    [
      'with two segments in a text',
      good.replace('</segment>', '</segment><segment><source/></segment>'),
      'xliff-not-understood',
    ],
    ['with two translations', good.replace('</target>', '</target><target>b</target>'), 'xliff-not-understood'],
    ['with two forms', good.replace('</file>', '</file><file id="b"/>'), 'xliff-not-understood'],
    ['with an instruction to a program', good.replace('<file', '<?php echo 1?><file'), 'xliff-not-understood'],
  ])('%s', (_, sent, refusal) => {
    expect(sent).not.toBe(good)
    expect(refusalOf(sent)[0]).toBe(refusal)
  })

  test('with the name of the text, or the place in the file', () => {
    expect(refusalOf(good.replace('<source>Yes, companies', '<source>No, companies'))).toEqual([
      'xliff-source-changed',
      'question.companies.yes.label',
    ])
    expect(refusalOf(good.replace('<segment ', '<segment secret="1" '))[1]).toMatch(/^\d+:\d+$/)
  })
})

describe('a hostile file', () => {
  const good = translated()
  const withType = (type: string, entity: string) =>
    good.replace('<xliff', `${type}<xliff`).replace('<target>SL', `<target>${entity}`)
  const laughs = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join('')

  test.each<[string, string, string]>([
    [
      'reads a file of ours',
      withType('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>', '&e;'),
      'xliff-doctype-refused',
    ],
    ['asks another server', withType('<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd">', ''), 'xliff-doctype-refused'],
    [
      'has parameters',
      withType('<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:1/p"> %p;]>', ''),
      'xliff-doctype-refused',
    ],
    ['laughs a billion times', withType(`<!DOCTYPE x [<!ENTITY l0 "ha">${laughs}]>`, '&l9;'), 'xliff-doctype-refused'],
    ['has a document type and nothing bad', withType('<!DOCTYPE xliff>', ''), 'xliff-doctype-refused'],
    ['names an entity that nobody declared', good.replace('<target>SL', '<target>&nbsp;'), 'xliff-not-well-formed'],
    ['has a null sign', good.replace('<target>SL', '<target>\0'), 'xliff-not-well-formed'],
    ['has a null sign by its number', good.replace('<target>SL', '<target>&#0;'), 'xliff-not-well-formed'],
    ['ends in the middle', good.slice(0, good.length / 2), 'xliff-not-well-formed'],
    ['has an attribute twice', good.replace('trgLang="sl"', 'trgLang="sl" trgLang="de"'), 'xliff-not-well-formed'],
    ['goes on after its end', `${good}<xliff/>`, 'xliff-not-well-formed'],
    ['is XML 1.1', good.replace('version="1.0"', 'version="1.1"'), 'xliff-not-well-formed'],
    ['says that it is in another encoding', good.replace('encoding="UTF-8"', 'encoding="UTF-16"'), 'xliff-not-utf-8'],
    ['is empty', '', 'xliff-not-well-formed'],
    ['is deep', `${'<a>'.repeat(100_000)}`, 'xliff-not-understood'],
    ['is large', `<a>${'x'.repeat(10 * LONGEST_XML)}</a>`, 'body-too-large'],
  ])('that %s is refused', (_, sent, refusal) => {
    expect(refusalOf(sent)[0]).toBe(refusal)
  })

  test('in UTF-16 or Latin-1 is refused as such', () => {
    const utf16 = Buffer.from(`\uFEFF${good}`, 'utf16le')
    expect(refusalOf(utf16)[0]).toBe('xliff-not-utf-8')
    expect(refusalOf(Buffer.from(utf16).swap16())[0]).toBe('xliff-not-utf-8')
    expect(refusalOf(Buffer.from(good.replace('<target>SL', '<target>ä'), 'latin1'))[0]).toBe('xliff-not-utf-8')
  })
})

describe('whatever a text says, it comes back as it went out', () => {
  const text = fc
    .oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom('<', '&', '"', "'", '>', ']]>', '\n', '\r', '\t', ' ', 'é', 'ё', 'ή', '🫁') }),
      fc.constantFrom(
        'Ελληνικά;',
        'Українська ґ',
        '<!-- -->',
        '&amp;',
        '\u0301',
        '\u0001',
        '\uFFFF',
        '\u2028',
        '\u0085',
      ),
    )
    .filter(isReadable)

  test('as a translation', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 5, maxLength: 5 }), (texts) => {
        const filled = texts.map((one) => `${one}.`)
        const sent = translated((source) => filled[source.length % filled.length] ?? '')
        const taken = takenIn(sent)
        const file = exported().units.map(({ source }) => filled[source.length % filled.length])
        expect(taken.ok && file).toEqual(taken.ok && textsOf(taken.words))
      }),
    )
  })

  test('as the text to translate and as the translation that there is, in any form', () => {
    fc.assert(
      fc.property(anyForm('f', null, text), anyForm('f', null, text), (one, other) => {
        const words = { en: one.words.en as FormWords, sl: other.words.en as FormWords }
        const any = { ...one, words, checks: one.checks ?? [] }
        const file = translationFile(any, {
          source: 'en',
          target: 'sl',
          noteOf: ({ text: { value } }) => `<note> & ${value}`,
        })
        const xml = readXml(new TextEncoder().encode(xliffText(file)))
        if (!xml.ok) throw new Error(`${xml.refusal} at ${xml.place}`)
        const read = xliffFile(xml.root)
        if (!read.ok) throw new Error(`${read.refusal} at ${read.place}`)
        expect(read.file).toEqual({ ...file, units: file.units.map((unit) => ({ ...unit, note: null })) })
        const own = fittedWords(words.sl, { ...any, sections: sectionsOf(words) })
        const taken = translation(any, 'sl', read.file)
        const places = words.en.promises.map((_, place) => own.promises[place] ?? '')
        const promises = [...places, ...own.promises.slice(places.length)]
        expect(taken.ok && taken.words).toEqual({ ...own, promises })
      }),
    )
  })
})

/** The texts of a form in the order of reading. */
function textsOf({ title, promises, sections, questions }: FormWords): string[] {
  return [
    title,
    ...promises,
    ...sections.flatMap(({ heading, short, longer, legal }) => [heading, short, longer, legal]),
    ...Object.values(questions).flatMap(({ question, help, options }) => [
      question,
      help,
      ...Object.values(options).flatMap(({ label, meaning }) => [label, meaning]),
    ]),
  ]
}
