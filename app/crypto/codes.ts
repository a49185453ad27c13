/** Crockford's base32: no I, L, O or U, so that a code read from paper has one reading. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Characters of 5 bits each: the secret in a letter, the code a person keeps, the number in a letter's link. */
export const INVITATION_SECRET_LENGTH = 13
export const PERSONAL_CODE_LENGTH = 13
export const SELECTOR_LENGTH = 10

/** A new code of `length` characters; `random` gives that many random bytes. */
export function newCode(length: number, random: (bytes: number) => Uint8Array): string {
  return Array.from(random(length), (byte) => ALPHABET[byte & 31]).join('')
}

/** How a code is printed: groups of four with hyphens. */
export function printedCode(code: string): string {
  return code.match(/.{1,4}/g)?.join('-') ?? ''
}

/** Letters of a Cyrillic or Greek keyboard, and below each the Latin one that looks the same on paper. */
const LOOK_ALIKES = 'АВЕКМНОРСТУХІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧ'
const LATIN_ONES = 'ABEKMHOPCTYXIJSABEZHIKMNOPTYX'

/** What a person typed, read generously: case, spaces and hyphens do not matter, O is 0, I and L are 1; null is no code. */
export function readCode(typed: string): string | null {
  const code = inLatin(typed.toUpperCase())
    .replace(/[\s\p{Dash}_.·]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
  return /^[0-9A-HJKMNP-TV-Z]{4,64}$/.test(code) ? code : null
}

function inLatin(text: string): string {
  return Array.from(text, (letter) => LATIN_ONES[LOOK_ALIKES.indexOf(letter)] ?? letter).join('')
}
