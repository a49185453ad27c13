import type { CaseWriter, TokenCase } from './case-writer.ts'
import { encoded, spliced } from './forge.ts'

/** Bytes that say the same in another spelling, or nothing at all: is this a token, and only one? */
export function misspeltTokens({ claims, good, token, refused }: CaseWriter): TokenCase[] {
  return [
    ...otherSpellings(good).map((spelling, index) =>
      refused(`another spelling of the same signature, by bits that nobody reads (${index + 1})`, 'token-malformed', {
        token: spelling,
      }),
    ),
    refused('a token with padding', 'token-malformed', { token: `${good}==` }),
    refused('a header with padding', 'token-malformed', { token: good.replace('.', '=.') }),
    refused('a token with a line break at its end', 'token-malformed', { token: `${good}\n` }),
    refused('a token with a space inside', 'token-malformed', { token: good.replace('.', ' .') }),
    refused('a token in the alphabet of plain base64', 'token-malformed', {
      token: spliced(good, 2, `+/${good.split('.')[2]?.slice(2)}`),
    }),
    refused('a token with a letter from outside the alphabet', 'token-malformed', { token: good.replace('.', 'é.') }),
    refused('two parts', 'token-malformed', { token: good.split('.').slice(0, 2).join('.') }),
    refused('four parts', 'token-malformed', { token: `${good}.` }),
    refused('five parts, as if it were encrypted', 'token-malformed', { token: `${good}.a.b` }),
    refused('nothing', 'token-malformed', { token: '' }),
    refused('dots', 'token-malformed', { token: '..' }),
    refused('a JWS in its JSON form', 'token-malformed', {
      token: JSON.stringify({ payload: encoded(claims), signatures: [] }),
    }),
    refused('a token of 10 MB', 'token-too-large', { token: 'a'.repeat(10_000_000) }),
    refused('a token a little over 4 KiB with a good signature', 'token-too-large', {
      token: token({ claims: { ...claims, note: 'x'.repeat(3000) } }),
    }),
  ]
}

/** The last of 86 characters carries 2 bits of the signature and 4 that are thrown away. */
function otherSpellings(original: string): string[] {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  const last = alphabet.indexOf(original.at(-1) ?? '')
  return Array.from({ length: 15 }, (_, index) => original.slice(0, -1) + alphabet[(last & 0b110000) | (index + 1)])
}
