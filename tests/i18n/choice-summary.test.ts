import { describe, expect, test } from 'vitest'
import { DATA_CATEGORIES, PURPOSES, RECIPIENTS } from '#app/domain/consent/codes.ts'
import type { Provision } from '#app/domain/consent/provision.ts'
import { altruismSummary, choiceSummary } from '#app/i18n/choice-summary.ts'
import { LANGUAGES, type Language } from '#app/i18n/languages.ts'
import { openWords } from '#app/i18n/open-words.server.ts'
import { translateInto } from '#app/i18n/translate.ts'
import { choicesOf, denying, permitting } from '#tests/support/record.ts'

const words = await openWords()
const UNTIL = new Date('2031-11-23T00:00:00Z')

const summary = (language: Language, ...provisions: Provision[]) =>
  choiceSummary(translateInto(language, words), language, choicesOf(...provisions), UNTIL)

/** Universities and hospitals and companies, images and reports, two purposes, Europe and beyond. */
const WIDE = permitting({
  recipient: ['public-research', 'company'],
  data: ['imaging-ct', 'reports'],
  purpose: ['ai-development', 'scientific-research'],
  region: ['adequate', 'eu-eea'],
})
const NARROW = permitting({ recipient: ['non-profit'], data: ['clinical'], purpose: ['education'], region: ['SI'] })

/** Read aloud by whoever knows the language: the case after each verb, the article, the agreement, the last *and*. */
const READ_ALOUD: Record<Language, [wide: string[], narrow: string[]]> = {
  en: [
    [
      'Universities, public hospitals and companies may use my CT scans and my doctors’ reports.',
      'They may do so only to build AI and for medical research.',
      'They must be based in the EU, in Iceland, in Liechtenstein, in Norway or in a country whose privacy law the EU accepts as strong enough.',
      'Scans already made, and scans still to come.',
      'Non-profit organisations may not use my data.',
      'My data may not be used to test AI, to protect everyone’s health, for teaching or to develop products.',
      'No other data about me may be used.',
    ],
    [
      'Non-profit organisations may use facts about my health.',
      'They may do so only for teaching.',
      'They must be based in Slovenia.',
      'Universities, public hospitals and companies may not use my data.',
    ],
  ],
  sl: [
    [
      'Univerze, javne bolnišnice in podjetja smejo uporabljati moje CT-posnetke in moje zdravniške izvide.',
      'Uporabljajo jih lahko samo za razvoj umetne inteligence in za medicinske raziskave.',
      'Sedež morajo imeti v EU, na Islandiji, v Lihtenštajnu, na Norveškem ali v državi, katere zakonodajo o zasebnosti EU priznava kot dovolj strogo.',
      'Neprofitne organizacije mojih podatkov ne smejo uporabljati.',
      'Mojih podatkov ni dovoljeno uporabljati za preizkušanje umetne inteligence, za varovanje zdravja vseh ljudi, za poučevanje ali za razvoj izdelkov.',
      'Drugih podatkov o meni ne sme uporabljati nihče.',
    ],
    [
      'Neprofitne organizacije smejo uporabljati podatke o mojem zdravju.',
      'Sedež morajo imeti v Sloveniji.',
      'Univerze, javne bolnišnice in podjetja mojih podatkov ne smejo uporabljati.',
    ],
  ],
  'pt-PT': [
    [
      'As universidades, os hospitais públicos e as empresas podem usar as minhas imagens de TAC e os relatórios dos meus médicos.',
      'Só podem fazê-lo para criar IA e para investigação médica.',
      'Têm de ter sede na UE, na Islândia, no Liechtenstein, na Noruega ou num país cujas leis de privacidade a UE aceita como suficientemente fortes.',
      'As organizações sem fins lucrativos não podem usar os meus dados.',
      'Os meus dados não podem ser usados para testar IA, para proteger a saúde de toda a gente, para ensino ou para desenvolver produtos.',
      'Não podem ser usados outros dados sobre mim.',
    ],
    [
      'As organizações sem fins lucrativos podem usar dados sobre a minha saúde.',
      'Têm de ter sede na Eslovénia.',
      'As universidades, os hospitais públicos e as empresas não podem usar os meus dados.',
    ],
  ],
  pl: [
    [
      'Uczelnie, szpitale publiczne i firmy mogą używać moich zdjęć z tomografii komputerowej i opisów moich badań.',
      'Mogą ich używać tylko do tworzenia AI i do badań medycznych.',
      'Muszą mieć siedzibę w UE, w Islandii, w Liechtensteinie, w Norwegii lub w kraju, w którym według UE prawo wystarczająco chroni prywatność.',
      'Organizacje niekomercyjne nie mogą używać moich danych.',
      'Moich danych nie wolno używać do sprawdzania AI, do ochrony zdrowia wszystkich ludzi, do nauczania lub do tworzenia produktów.',
      'Innych danych o mnie nie wolno używać.',
    ],
    [
      'Organizacje niekomercyjne mogą używać informacji o moim zdrowiu.',
      'Muszą mieć siedzibę w Słowenii.',
      'Uczelnie, szpitale publiczne i firmy nie mogą używać moich danych.',
    ],
  ],
  lt: [
    [
      'Universitetai, viešosios ligoninės ir įmonės gali naudoti mano kompiuterinės tomografijos vaizdus ir mano gydytojų aprašymus.',
      'Tai leidžiama tik dirbtiniam intelektui kurti ir medicinos moksliniams tyrimams.',
      'Jų buveinė turi būti ES, Islandijoje, Lichtenšteine, Norvegijoje ar šalyje, kurios privatumo įstatymus ES pripažįsta pakankamai griežtais.',
      'Ne pelno organizacijos mano duomenų naudoti negali.',
      'Mano duomenų negalima naudoti dirbtiniam intelektui tikrinti, visų žmonių sveikatai saugoti, mokymui ar gaminiams kurti.',
      'Kitų duomenų apie mane naudoti negalima.',
    ],
    [
      'Ne pelno organizacijos gali naudoti duomenis apie mano sveikatą.',
      'Jų buveinė turi būti Slovėnijoje.',
      'Universitetai, viešosios ligoninės ir įmonės mano duomenų naudoti negali.',
    ],
  ],
  el: [
    [
      'Τα πανεπιστήμια, τα δημόσια νοσοκομεία και οι εταιρείες μπορούν να χρησιμοποιούν τις αξονικές τομογραφίες μου και τις γνωματεύσεις των γιατρών μου.',
      'Μπορούν να το κάνουν μόνο για τη δημιουργία ΤΝ και για ιατρική έρευνα.',
      'Πρέπει να έχουν την έδρα τους στην ΕΕ, στην Ισλανδία, στο Λιχτενστάιν, στη Νορβηγία ή σε χώρα της οποίας τους νόμους για την ιδιωτικότητα η ΕΕ δέχεται ως αρκετά ισχυρούς.',
      'Οι μη κερδοσκοπικοί οργανισμοί δεν μπορούν να χρησιμοποιούν τα δεδομένα μου.',
      'Τα δεδομένα μου δεν μπορούν να χρησιμοποιηθούν για τη δοκιμή ΤΝ, για την προστασία της υγείας όλων, για εκπαίδευση ή για την ανάπτυξη προϊόντων.',
      'Κανένα άλλο στοιχείο για εμένα δεν μπορεί να χρησιμοποιηθεί.',
    ],
    [
      'Οι μη κερδοσκοπικοί οργανισμοί μπορούν να χρησιμοποιούν στοιχεία για την υγεία μου.',
      'Πρέπει να έχουν την έδρα τους στη Σλοβενία.',
      'Τα πανεπιστήμια, τα δημόσια νοσοκομεία και οι εταιρείες δεν μπορούν να χρησιμοποιούν τα δεδομένα μου.',
    ],
  ],
  de: [
    [
      'Universitäten, öffentliche Krankenhäuser und Firmen dürfen meine CT-Aufnahmen und meine ärztlichen Befunde nutzen.',
      'Das dürfen sie nur für die Entwicklung von KI und für medizinische Forschung.',
      'Nötig ist ein Sitz in der EU, in Island, in Liechtenstein, in Norwegen oder in einem Land, dessen Datenschutz die EU als stark genug anerkennt.',
      'Gemeinnützige Organisationen dürfen meine Daten nicht nutzen.',
      'Nicht erlaubt ist die Nutzung meiner Daten für die Prüfung von KI, für den Schutz der Gesundheit aller, für die Lehre oder für die Entwicklung von Produkten.',
      'Andere Daten über mich dürfen nicht genutzt werden.',
    ],
    [
      'Gemeinnützige Organisationen dürfen Angaben zu meiner Gesundheit nutzen.',
      'Nötig ist ein Sitz in Slowenien.',
      'Universitäten, öffentliche Krankenhäuser und Firmen dürfen meine Daten nicht nutzen.',
    ],
  ],
  uk: [
    [
      'Університети, державні лікарні і компанії можуть використовувати мої КТ-знімки і лікарські описи моїх знімків.',
      'Це дозволено лише для створення ШІ і для медичних досліджень.',
      'Вони мають бути розташовані в ЄС, в Ісландії, у Ліхтенштейні, у Норвегії або у країні, закони якої про приватність ЄС визнає достатньо сильними.',
      'Неприбуткові організації не можуть використовувати мої дані.',
      'Мої дані не можна використовувати для перевірки ШІ, для захисту здоров’я всіх людей, для навчання або для створення продуктів.',
      'Інших даних про мене використовувати не можна.',
    ],
    [
      'Неприбуткові організації можуть використовувати дані про моє здоров’я.',
      'Вони мають бути розташовані у Словенії.',
      'Університети, державні лікарні і компанії не можуть використовувати мої дані.',
    ],
  ],
}

describe.each(LANGUAGES)('in %s', (language) => {
  test('a choice is told in sentences as people speak', () => {
    const [wide, narrow] = READ_ALOUD[language]
    expect(summary(language, WIDE)).toEqual(expect.arrayContaining(wide))
    expect(summary(language, NARROW)).toEqual(expect.arrayContaining(narrow))
  })

  test('every combination of axes is told without a code, a gap or a word of another sentence', () => {
    const some = <Code extends string>(codes: readonly Code[], turn: number) =>
      codes.filter((_, place) => ((turn % (2 ** codes.length - 1)) + 1) & (1 << place))
    const regions = ['eu-eea', 'adequate', 'SI', 'UA', 'JP']
    const days = [null, '2026-11-23', '2030-01-01'] as const
    for (let turn = 0; turn < 2 ** DATA_CATEGORIES.length * 2; turn++) {
      const said = summary(
        language,
        permitting({
          recipient: some(RECIPIENTS, turn),
          purpose: some(PURPOSES, turn),
          data: some(DATA_CATEGORIES, turn),
          region: some(regions, turn),
          from: days[turn % 2] ?? null,
          until: days[turn % 3] ?? null,
          acquired_from: days[turn % 2] ?? null,
          acquired_until: [null, null, '2030-01-01', '2031-01-01'][turn % 4] ?? null,
        }),
      )
      expect(said.filter(isBroken)).toEqual([])
    }
  })

  test('what nobody understands is left out, and never shown as a code', () => {
    const known = permitting({ purpose: ['ai-development'], region: ['SI'] })
    const odd = {
      ...known,
      recipient: [...known.recipient, 'insurer'],
      purpose: [...known.purpose, 'mind-reading'],
      region: [...known.region, 'XX', 'moon'],
      data: [...known.data, 'dreams'],
    }
    expect(summary(language, odd)).toEqual(summary(language, known))
    const nothing = permitting({ recipient: ['insurer'] })
    expect(summary(language, nothing)).toEqual([translateInto(language, words)('summary:refused')])
  })

  test('a denial beside a permit is never told as one', () => {
    const denial = denying({ recipient: ['company'], purpose: ['education'], region: ['SI'], data: ['reports'] })
    const said = summary(language, NARROW, denial)
    expect(said).toEqual(expect.arrayContaining(READ_ALOUD[language][1]))
    expect(said).toContain(translateInto(language, words)('meaning:denied'))
    expect(said).toHaveLength(summary(language, NARROW).length + 1)
    expect(said.filter(isBroken)).toEqual([])
  })

  test('wishes for other research are told the same way', () => {
    const said = altruismSummary(translateInto(language, words), language, 'ask-me', choicesOf(WIDE))
    expect(said).toEqual(expect.arrayContaining(READ_ALOUD[language][0]))
  })
})

test('the end is that of the use where it ends before the consent does', () => {
  const said = summary('en', permitting({ until: '2027-11-23' }))
  expect(said).toContain('This counts until 23 November 2027, or until I change my mind.')
  expect(summary('en', permitting())).toContain('This counts until 23 November 2031, or until I change my mind.')
})

const CODES = [...PURPOSES, ...RECIPIENTS, ...DATA_CATEGORIES, 'eu-eea', 'adequate', 'mind-reading', 'moon', 'insurer']
const CODE = new RegExp(`(^|[\\s«»„“"(:])(${CODES.filter((code) => code.includes('-')).join('|')})`, 'i')

/** A gap, a key, a code, a doubled blank or comma, a sentence that does not begin or end as one. */
function isBroken(sentence: string): boolean {
  return (
    /undefined|null|\{\{|\}\}|meaning[:.]|summary[:.]|\s{2,}|\s[.,]|,,|\.\.$/.test(sentence) ||
    (CODE.test(sentence) && !/non-profit organisations/i.test(sentence)) ||
    !/^\p{Lu}/u.test(sentence) ||
    !/[.]$/.test(sentence)
  )
}
