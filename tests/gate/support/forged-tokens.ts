import { createPublicKey } from 'node:crypto'
import { encoded, forgeHs256 } from './issuer.ts'
import {
  CLAIMS,
  consentKey,
  GOOD,
  HEADER,
  listKey,
  refused,
  revokedKey,
  signatureOf,
  spliced,
  strangerKey,
  TODAY,
  type TokenCase,
  token,
  trust,
  without,
} from './token-case.ts'

/** Bytes, header, key and signature: who wrote this? */
export function forgedTokens(): TokenCase[] {
  return [
    refused('a token that says alg none and carries no signature', 'algorithm-not-allowed', {
      token: `${encoded({ ...HEADER, alg: 'none' })}.${encoded(CLAIMS)}.`,
    }),
    refused('a token of alg none that keeps a good signature', 'algorithm-not-allowed', {
      token: token({ header: { ...HEADER, alg: 'none' } }),
    }),
    ...['None', 'es256', 'ES384', 'ES512', 'EdDSA', 'RS256', 'PS256'].map((alg) =>
      refused(`a token that names the algorithm ${alg}`, 'algorithm-not-allowed', {
        token: token({ header: { ...HEADER, alg } }),
      }),
    ),
    refused('a token signed with HS256 and the public key as PEM', 'algorithm-not-allowed', {
      token: forgeHs256({ ...HEADER, alg: 'HS256' }, CLAIMS, publicPem()),
    }),
    refused('a token signed with HS256 and the public key as JWK', 'algorithm-not-allowed', {
      token: forgeHs256({ ...HEADER, alg: 'HS256' }, CLAIMS, JSON.stringify(consentKey.publicJwk)),
    }),
    refused('a token that brings its own key', 'header-not-allowed', {
      token: token({ header: { ...HEADER, jwk: strangerKey.publicJwk }, key: strangerKey.privateKey }),
    }),
    ...['jku', 'x5u', 'x5c', 'x5t', 'cty', 'b64', 'zip', 'x'].map((member) =>
      refused(`a token with the header member ${member}`, 'header-not-allowed', {
        token: token({ header: { ...HEADER, [member]: 'https://evil.example/jwks.json' } }),
      }),
    ),
    refused('a token that calls an extension critical', 'header-not-allowed', {
      token: token({ header: { ...HEADER, crit: ['exp'] } }),
    }),
    ...(['alg', 'kid', 'typ'] as const).map((member) =>
      refused(`a token whose header lacks ${member}`, 'header-not-allowed', {
        token: token({ header: without(HEADER, member) }),
      }),
    ),
    refused('a token whose kid is a number', 'header-not-allowed', { token: token({ header: { ...HEADER, kid: 1 } }) }),
    ...['JWT', 'statuslist+jwt', 'application/consent+jwt', 'Consent+JWT'].map((typ) =>
      refused(`a token of the type ${typ}`, 'header-not-allowed', { token: token({ header: { ...HEADER, typ } }) }),
    ),
    refused('a header that is a list', 'token-malformed', { token: token({ header: [HEADER] }) }),
    refused('a token signed with the key of status lists', 'key-wrong-purpose', {
      token: token({ header: { ...HEADER, kid: 'list-1' }, key: listKey.privateKey }),
    }),
    ...['nobody', '__proto__', 'constructor', ''].map((kid) =>
      refused(`a token under a key called "${kid}"`, 'key-unknown', { token: token({ header: { ...HEADER, kid } }) }),
    ),
    refused('a token under a key that the key set marks as revoked', 'key-revoked', {
      token: token({ header: { ...HEADER, kid: 'consent-0' }, key: revokedKey.privateKey }),
    }),
    refused('a token under a key that is on the list of revoked keys', 'key-revoked', {
      trust: { jwks: { ...trust().jwks, revoked_kids: ['consent-1'] } },
    }),
    refused("a token signed by a stranger under the portal's key name", 'signature-invalid', {
      token: token({ key: strangerKey.privateKey }),
    }),
    refused('a token whose claims were changed after signing', 'signature-invalid', {
      token: spliced(GOOD, 1, encoded({ ...CLAIMS, sub: 'somebody-else-0001' })),
    }),
    refused('a token with the signature of another', 'signature-invalid', {
      token: spliced(GOOD, 2, token({ claims: { ...CLAIMS, jti: 'other' } }).split('.')[2] ?? ''),
    }),
    refused('a token whose signature is all zeros', 'signature-invalid', {
      token: spliced(GOOD, 2, encoded(new Uint8Array(64))),
    }),
    refused('a token without a signature', 'signature-invalid', { token: spliced(GOOD, 2, '') }),
    refused('a token whose signature is cut', 'signature-invalid', {
      token: spliced(GOOD, 2, encoded(signatureOf(GOOD).subarray(0, 63))),
    }),
    refused('a token whose signature goes on', 'signature-invalid', {
      token: spliced(GOOD, 2, encoded(Buffer.concat([signatureOf(GOOD), Buffer.from([0])]))),
    }),
    ...otherSpellings(GOOD).map((spelling, index) =>
      refused(`another spelling of the same signature, by bits that nobody reads (${index + 1})`, 'token-malformed', {
        token: spelling,
      }),
    ),
    refused('a token with padding', 'token-malformed', { token: `${GOOD}==` }),
    refused('a header with padding', 'token-malformed', { token: GOOD.replace('.', '=.') }),
    refused('a token with a line break at its end', 'token-malformed', { token: `${GOOD}\n` }),
    refused('a token with a space inside', 'token-malformed', { token: GOOD.replace('.', ' .') }),
    refused('a token in the alphabet of plain base64', 'token-malformed', {
      token: spliced(GOOD, 2, `+/${GOOD.split('.')[2]?.slice(2)}`),
    }),
    refused('a token with a letter from outside the alphabet', 'token-malformed', { token: GOOD.replace('.', 'é.') }),
    refused('two parts', 'token-malformed', { token: GOOD.split('.').slice(0, 2).join('.') }),
    refused('four parts', 'token-malformed', { token: `${GOOD}.` }),
    refused('five parts, as if it were encrypted', 'token-malformed', { token: `${GOOD}.a.b` }),
    refused('nothing', 'token-malformed', { token: '' }),
    refused('dots', 'token-malformed', { token: '..' }),
    refused('a JWS in its JSON form', 'token-malformed', {
      token: JSON.stringify({ payload: encoded(CLAIMS), signatures: [] }),
    }),
    refused('a token of 10 MB', 'token-too-large', { token: 'a'.repeat(10_000_000) }),
    refused('a token a little over 4 KiB with a good signature', 'token-too-large', {
      token: token({ claims: { ...CLAIMS, note: 'x'.repeat(3000) } }),
    }),
    refused('a header that names alg twice', 'duplicate-member', {
      token: token({ header: '{"alg":"none","alg":"ES256","kid":"consent-1","typ":"consent+jwt"}' }),
    }),
    refused('claims that name aud twice', 'duplicate-member', {
      token: token({ claims: JSON.stringify(CLAIMS).replace('{', '{"aud":"node-porto",') }),
    }),
    refused('claims that name exp twice, once with an escape', 'duplicate-member', {
      token: token({ claims: JSON.stringify(CLAIMS).replace('{', '{"\\u0065xp":1,') }),
    }),
    refused('claims with a member twice deep inside', 'duplicate-member', {
      token: token({
        claims: JSON.stringify(CLAIMS).replace('"effect":"permit"', '"effect":"deny","effect":"permit"'),
      }),
    }),
    refused('claims with a member named __proto__ twice', 'duplicate-member', {
      token: token({ claims: JSON.stringify(CLAIMS).replace('{', '{"__proto__":1,"__proto__":2,') }),
    }),
    ...[
      ['that are no JSON', 'not json'],
      ['that are a list', '[]'],
      ['that are null', 'null'],
      ['after a byte order mark', `\uFEFF${JSON.stringify(CLAIMS)}`],
      ['with something after them', `${JSON.stringify(CLAIMS)}{}`],
      ['that say NaN', JSON.stringify(CLAIMS).replace(String(TODAY), 'NaN')],
      ['that are not UTF-8', Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xff]), Buffer.from('"}')])],
      [
        'nested deeper than any consent',
        JSON.stringify(CLAIMS).replace('{', `{"n":${'['.repeat(20)}${']'.repeat(20)},`),
      ],
      ['nested to exhaust a reader', JSON.stringify({ n: 0 }).replace('0', `${'['.repeat(1400)}${']'.repeat(1400)}`)],
    ].map(([which, claims]) =>
      refused(`claims ${which}`, 'token-malformed', { token: token({ claims: claims as string }) }),
    ),
  ]
}

/** The last of 86 characters carries 2 bits of the signature and 4 that are thrown away. */
function otherSpellings(original: string): string[] {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  const last = alphabet.indexOf(original.at(-1) ?? '')
  return Array.from({ length: 15 }, (_, index) => original.slice(0, -1) + alphabet[(last & 0b110000) | (index + 1)])
}

function publicPem(): Buffer {
  const key = createPublicKey({ key: consentKey.publicJwk as JsonWebKey, format: 'jwk' })
  return Buffer.from(key.export({ type: 'spki', format: 'pem' }))
}
