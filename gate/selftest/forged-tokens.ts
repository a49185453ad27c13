import { createPublicKey } from 'node:crypto'
import type { CaseWriter, TokenCase } from './case-writer.ts'
import { encoded, forgeEs384, forgeHs256, type IssuerInHand, madeKey, signatureOf, spliced } from './forge.ts'
import { HEADER, without } from './good-case.ts'

/** Header, key and signature: who wrote this? */
export function forgedTokens({ claims, good, keys, token, trust, refused }: CaseWriter): TokenCase[] {
  const wide = madeKey('consent+jwt', 'consent-384', 'P-384')
  return [
    refused('a token that says alg none and carries no signature', 'algorithm-not-allowed', {
      token: `${encoded({ ...HEADER, alg: 'none' })}.${encoded(claims)}.`,
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
      token: forgeHs256({ ...HEADER, alg: 'HS256' }, claims, pemOf(keys.consent)),
    }),
    refused('a token signed with HS256 and the public key as JWK', 'algorithm-not-allowed', {
      token: forgeHs256({ ...HEADER, alg: 'HS256' }, claims, JSON.stringify(keys.consent.publicJwk)),
    }),
    refused('a token signed with ES384, by a key that the key set holds', 'algorithm-not-allowed', {
      token: forgeEs384({ ...HEADER, alg: 'ES384', kid: 'consent-384' }, claims, wide.privateKey),
      trust: { jwks: { ...trust().jwks, keys: [...trust().jwks.keys, wide.publicJwk] } },
    }),
    refused('a token that brings its own key', 'header-not-allowed', {
      token: token({ header: { ...HEADER, jwk: keys.stranger.publicJwk }, key: keys.stranger.privateKey }),
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
      token: token({ header: { ...HEADER, kid: 'list-1' }, key: keys.list.privateKey }),
    }),
    ...[
      'nobody',
      '__proto__',
      'constructor',
      '',
      'consent-1 ',
      'CONSENT-1',
      'consent-1\u0000',
      '../consent-1',
      '../../../../dev/null',
      'https://evil.example/jwks.json',
      "' or '1'='1",
    ].map((kid) =>
      refused(`a token under a key called ${JSON.stringify(kid)}`, 'key-unknown', {
        token: token({ header: { ...HEADER, kid } }),
      }),
    ),
    refused('a token under a key that the key set marks as revoked', 'key-revoked', {
      token: token({ header: { ...HEADER, kid: 'consent-0' }, key: keys.revoked.privateKey }),
    }),
    refused('a token under a key that is on the list of revoked keys', 'key-revoked', {
      trust: { jwks: { ...trust().jwks, revoked_kids: ['consent-1'] } },
    }),
    refused("a token signed by a stranger under the portal's key name", 'signature-invalid', {
      token: token({ key: keys.stranger.privateKey }),
    }),
    refused('a token whose claims were changed after signing', 'signature-invalid', {
      token: spliced(good, 1, encoded({ ...claims, sub: 'somebody-else-0001' })),
    }),
    refused('a token with the signature of another', 'signature-invalid', {
      token: spliced(good, 2, token({ claims: { ...claims, jti: 'other' } }).split('.')[2] ?? ''),
    }),
    refused('a token whose signature is all zeros', 'signature-invalid', {
      token: spliced(good, 2, encoded(new Uint8Array(64))),
    }),
    refused('a token without a signature', 'signature-invalid', { token: spliced(good, 2, '') }),
    refused('a token whose signature is cut', 'signature-invalid', {
      token: spliced(good, 2, encoded(signatureOf(good).subarray(0, 63))),
    }),
    refused('a token whose signature is good, but written as certificates write it', 'signature-invalid', {
      token: spliced(good, 2, encoded(inDer(signatureOf(good)))),
    }),
    refused('a token whose signature goes on', 'signature-invalid', {
      token: spliced(good, 2, encoded(Buffer.concat([signatureOf(good), Buffer.from([0])]))),
    }),
  ]
}

/** SEQUENCE { INTEGER r, INTEGER s } (RFC 3279 §2.2.3). */
function inDer(signature: Buffer): Buffer {
  const integers = Buffer.concat([integer(signature.subarray(0, 32)), integer(signature.subarray(32))])
  return Buffer.concat([Buffer.from([0x30, integers.length]), integers])
}

function integer(bytes: Buffer): Buffer {
  const value = Buffer.concat([Buffer.from([0]), bytes])
  const start = value.findIndex((byte, index) => byte !== 0 || (value[index + 1] ?? 0x80) >= 0x80)
  return Buffer.concat([Buffer.from([0x02, value.length - start]), value.subarray(start)])
}

function pemOf({ publicJwk }: IssuerInHand): Buffer {
  const key = createPublicKey({ key: publicJwk as JsonWebKey, format: 'jwk' })
  return Buffer.from(key.export({ type: 'spki', format: 'pem' }))
}
