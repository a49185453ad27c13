import { spliced } from '#gate/selftest/forge.ts'
import type { Mutation } from './mutations.ts'
import type { Random } from './seeded.ts'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const STRANGE = [
  '=',
  '==',
  '+',
  '/',
  '.',
  '..',
  ' ',
  '\n',
  '\t',
  '\0',
  '%2e',
  ',',
  '~',
  'é',
  '\u{1f511}',
  '\ud800',
  '\u2024',
]

/** The text is spelt otherwise: characters changed, moved, or put in, or the same bytes in another spelling of base64. */
export const changedText: Mutation = ({ text }, random) => random.pick(SPELLINGS)(text, random)

const SPELLINGS: ((text: string, random: Random) => string)[] = [
  (text, random) => replaced(text, random, random.pick([...ALPHABET])),
  (text, random) => replaced(text, random, ''),
  (text, random) => inserted(text, random, random.pick([...ALPHABET])),
  (text, random) => inserted(text, random, random.pick(STRANGE)),
  (text, random) => replaced(text, random, random.pick(STRANGE)),
  (text, random) => text.slice(0, random.below(text.length)),
  (text, random) => text + random.pick([...STRANGE, text, `.${text}`]),
  (text, random) => random.pick(['=', ' ', '\n', '\ufeff']) + text.slice(random.below(2)),
  (text) => text.replaceAll('-', '+').replaceAll('_', '/').concat('='),
  (text, random) => text.split('.').with(random.below(3), '').join('.'),
  withIdleBits,
  (text, random) => swapped(text, random),
]

/** The bits of a last character that no byte reads: a lax decoder takes 4 or 16 spellings for one. */
function withIdleBits(text: string, random: Random): string {
  const part = random.below(3)
  const old = text.split('.')[part] ?? ''
  const last = ALPHABET.indexOf(old.at(-1) ?? '')
  const idle = old.length % 4 === 2 ? 4 : old.length % 4 === 3 ? 2 : 0
  const other = ALPHABET[last ^ random.below(2 ** idle)] ?? ''
  return spliced(text, part, idle === 0 ? `${old}=` : old.slice(0, -1) + other)
}

function replaced(text: string, random: Random, by: string): string {
  const place = random.below(text.length)
  return text.slice(0, place) + by + text.slice(place + 1)
}

function inserted(text: string, random: Random, what: string): string {
  const place = random.below(text.length + 1)
  return text.slice(0, place) + what + text.slice(place)
}

function swapped(text: string, random: Random): string {
  const place = random.below(text.length - 1)
  return text.slice(0, place) + text.charAt(place + 1) + text.charAt(place) + text.slice(place + 2)
}
