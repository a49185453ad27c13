import { createPublicKey } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import type { GateRequest } from '#gate/covering-provision.ts'
import type { TrustFile } from '#gate/home/trust-file.ts'
import type { Reason } from '#gate/refusal.ts'
import type { Freshness } from '#gate/status-lists.ts'
import { encoded, forge, forgeHs256, statusListMember, testKey } from './issuer.ts'

/** A token, what the node knows and wants, and what must come of it. */
export type TokenCase = {
  name: string
  token: string
  trust: TrustFile
  request: GateRequest
  at: Date
  freshness: Freshness
  expected: Reason | 'permit'
}

type Json = Record<string, unknown>

const AT = new Date('2026-09-15T10:00:00Z')
const NOW = AT.getTime() / 1000
const TODAY = Date.parse('2026-09-15T00:00:00Z') / 1000
const ISSUER = 'https://accord.example'
const NODE = 'node-ljubljana'
const LIST = `${ISSUER}/status-lists/7`

const consentKey = testKey('consent+jwt', 'consent-1')
const listKey = testKey('statuslist+jwt', 'list-1')
const strangerKey = testKey('consent+jwt', 'consent-1')
const revokedKey = testKey('consent+jwt', 'consent-0')

const REQUEST: GateRequest = {
  legal_basis: 'consent',
  programme: 'lung',
  purpose: 'ai-development',
  recipient: 'public-research',
  region: 'eu-eea',
  data: ['imaging-ct'],
}

const ALTRUISM: GateRequest = {
  ...without(REQUEST, 'programme'),
  legal_basis: 'altruism',
  data_use: 'use-1',
} as GateRequest

const PERMIT = {
  effect: 'permit',
  purpose: ['ai-development', 'ai-validation'],
  recipient: ['public-research'],
  region: ['eu-eea'],
  data: ['imaging-ct', 'reports'],
  from: null,
  until: null,
  acquired_from: null,
  acquired_until: null,
}
const DENY = { ...PERMIT, effect: 'deny' }

const CONSENT: Json = {
  programme: 'lung',
  basis: 'consent',
  form: { id: 'lung-2', version: '2.0' },
  provisions: [PERMIT],
  recontact: false,
  incidental_findings: 'no',
}
const ALTRUISM_CONSENT: Json = { ...without(CONSENT, 'programme'), basis: 'altruism', data_use: 'use-1' }

const CLAIMS: Json = {
  iss: ISSUER,
  sub: 'Zq3vT8mW1xKp0LrB',
  aud: NODE,
  iat: TODAY,
  nbf: TODAY,
  exp: TODAY + 30 * 86_400,
  jti: '5b0e4d4e-6f0e-4a53-9d1a-0a4f3c1f2b11',
  status: { status_list: { idx: 42, uri: LIST } },
  consent: CONSENT,
}

const HEADER = { alg: 'ES256', kid: 'consent-1', typ: 'consent+jwt' }
const LIST_HEADER = { alg: 'ES256', kid: 'list-1', typ: 'statuslist+jwt' }
const LIST_CLAIMS: Json = {
  iss: ISSUER,
  sub: LIST,
  iat: NOW - 20,
  exp: NOW + 86_400,
  ttl: 60,
  status_list: statusListMember({ 41: 1, 43: 1 }),
}

const GOOD = token()

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

/** Registered claims: is it from this issuer, for this node, for now? */
export function claimsOfTokens(): TokenCase[] {
  return [
    ...Object.keys(CLAIMS).map((claim) =>
      refused(`a token without ${claim}`, 'claim-missing', { token: token({ claims: without(CLAIMS, claim) }) }),
    ),
    ...(
      [
        ['iss', 1, 'is a number'],
        ['sub', '', 'is empty'],
        ['sub', null, 'is null'],
        ['jti', 17, 'is a number'],
        ['aud', [NODE], 'is a list, even of this node alone'],
        ['aud', [NODE, 'node-porto'], 'is a list of nodes'],
        ['exp', String(TODAY + 86_400), 'is a string'],
        ['exp', TODAY + 86_400.5, 'is a fraction'],
        ['exp', null, 'is null'],
        ['exp', -1, 'is before 1970'],
        ['exp', 1e300, 'is beyond what a clock can say'],
        ['nbf', true, 'is true'],
        ['iat', '0', 'is a string'],
        ['status', 'valid', 'is a word'],
        ['status', {}, 'names no list'],
        ['status', { status_list: { idx: 42, uri: LIST }, other: {} }, 'names a second mechanism'],
        ['status', { status_list: { idx: 42, uri: LIST, bits: 1 } }, 'says more than idx and uri'],
        ['status', { status_list: { idx: -1, uri: LIST } }, 'has a negative index'],
        ['status', { status_list: { idx: 1.5, uri: LIST } }, 'has a broken index'],
        ['status', { status_list: { idx: '42', uri: LIST } }, 'has an index that is a string'],
        ['status', { status_list: { idx: 42, uri: '' } }, 'has an empty address'],
        ['consent', [], 'is a list'],
        ['consent', { ...CONSENT, data_use: 'use-1' }, 'names a programme and a data use'],
        ['consent', { ...CONSENT, basis: 'altruism' }, 'claims altruism for a programme'],
        ['consent', { ...CONSENT, basis: 'contract' }, 'has a basis that nobody knows'],
        ['consent', { ...CONSENT, conditions: ['ask-first'] }, 'has a member that nobody knows'],
        ['consent', { ...CONSENT, provisions: {} }, 'has provisions that are no list'],
        ['consent', { ...CONSENT, form: 'lung-2' }, 'does not say which form'],
        ['consent', { ...CONSENT, recontact: 'no' }, 'answers recontact with a word'],
        ['consent', without(CONSENT, 'incidental_findings'), 'says nothing of incidental findings'],
      ] as const
    ).map(([claim, value, fault]) =>
      refused(`a token whose ${claim} ${fault}`, 'claim-invalid', {
        token: token({ claims: { ...CLAIMS, [claim]: value } }),
      }),
    ),
    ...[`${ISSUER}/`, 'https://accord.example.evil', 'HTTPS://ACCORD.EXAMPLE'].map((iss) =>
      refused(`a token issued by ${iss}`, 'issuer-wrong', { token: token({ claims: { ...CLAIMS, iss } }) }),
    ),
    ...['node-porto', 'node-ljubljana-2', 'NODE-LJUBLJANA', '*'].map((aud) =>
      refused(`a token for ${aud}`, 'audience-wrong', { token: token({ claims: { ...CLAIMS, aud } }) }),
    ),
    refused('a token that ended a second ago', 'expired', { token: token({ claims: { ...CLAIMS, exp: NOW - 1 } }) }),
    refused('a token that ends this very second, without leeway', 'expired', {
      token: token({ claims: { ...CLAIMS, exp: NOW } }),
    }),
    permitted('a token that ends in a second', { token: token({ claims: { ...CLAIMS, exp: NOW + 1 } }) }),
    refused('a token that begins more than a minute from now', 'not-yet-valid', {
      token: token({ claims: { ...CLAIMS, nbf: NOW + 61 } }),
    }),
    refused('a token issued more than a minute from now', 'not-yet-valid', {
      token: token({ claims: { ...CLAIMS, iat: NOW + 61 } }),
    }),
    permitted("a token issued by a clock one minute ahead of this node's", {
      token: token({ claims: { ...CLAIMS, iat: NOW + 60, nbf: NOW + 60 } }),
    }),
    refused('a token that lives longer than thirty days', 'claim-invalid', {
      token: token({ claims: { ...CLAIMS, exp: TODAY + 30 * 86_400 + 1 } }),
    }),
  ]
}

/** The status list: was it taken back? */
export function statusOfTokens(): TokenCase[] {
  const withIndex = (idx: number) => token({ claims: { ...CLAIMS, status: { status_list: { idx, uri: LIST } } } })
  return [
    refused('a token that was revoked', 'revoked', { trust: listed({ status_list: statusListMember({ 42: 1 }) }) }),
    refused('a token that was suspended', 'revoked', {
      trust: listed({ status_list: statusListMember({ 42: 2 }, 2) }),
    }),
    refused('a token with a status that nobody knows', 'revoked', {
      trust: listed({ status_list: statusListMember({ 42: 15 }, 4) }),
    }),
    permitted('a token among revoked neighbours in a list of four bits', {
      trust: listed({ status_list: statusListMember({ 41: 15, 43: 15 }, 4) }),
    }),
    refused('a token with an index just past the end of the list', 'status-out-of-range', { token: withIndex(1024) }),
    refused('a token with an index far past the end of the list', 'status-out-of-range', {
      token: withIndex(Number.MAX_SAFE_INTEGER),
    }),
    permitted('a token with the last index of the list', { token: withIndex(1023) }),
    refused('a token whose list this node does not hold', 'status-list-unavailable', { trust: { status_lists: {} } }),
    refused('a token that points at another list', 'status-list-unavailable', {
      token: token({ claims: { ...CLAIMS, status: { status_list: { idx: 42, uri: `${LIST}?` } } } }),
    }),
    refused('a token whose list has a name that every object has', 'status-list-unavailable', {
      token: token({ claims: { ...CLAIMS, status: { status_list: { idx: 42, uri: 'constructor' } } } }),
    }),
    refused('a list that was written for another address', 'status-list-invalid', {
      trust: listed({ sub: `${ISSUER}/status-lists/8` }),
    }),
    refused('a list of another issuer', 'status-list-invalid', { trust: listed({ iss: 'https://other.example' }) }),
    refused('a list signed with the key of consent tokens', 'status-list-invalid', {
      trust: listToken(
        forge({ header: { ...LIST_HEADER, kid: 'consent-1' }, payload: LIST_CLAIMS, key: consentKey.privateKey }),
      ),
    }),
    refused('a list signed by a stranger', 'status-list-invalid', {
      trust: listToken(forge({ header: LIST_HEADER, payload: LIST_CLAIMS, key: strangerKey.privateKey })),
    }),
    refused('a consent token in place of a list', 'status-list-invalid', { trust: listToken(GOOD) }),
    refused('a list that names its entries twice', 'status-list-invalid', {
      trust: listToken(
        forge({
          header: LIST_HEADER,
          payload: JSON.stringify(LIST_CLAIMS).replace('{', '{"sub":"x",'),
          key: listKey.privateKey,
        }),
      ),
    }),
    refused('a list past its end, online', 'status-list-stale', { trust: listed({ exp: NOW }) }),
    refused('a list past its end, offline', 'status-list-stale', { trust: listed({ exp: NOW }), freshness: 'exp' }),
    refused('a list that was fetched longer ago than it is good for, online', 'status-list-stale', {
      trust: held({ fetched_at: NOW - 60 }),
    }),
    permitted('a list that was fetched a moment less long ago', { trust: held({ fetched_at: NOW - 59 }) }),
    permitted('a list that was fetched hours ago, offline', {
      trust: held({ fetched_at: NOW - 7200 }),
      freshness: 'exp',
    }),
    refused('a list older than one already seen', 'status-list-stale', { trust: held({ newest_iat: NOW - 19 }) }),
    refused('a list older than one already seen, offline', 'status-list-stale', {
      trust: held({ newest_iat: NOW - 19 }),
      freshness: 'exp',
    }),
    refused('a list fetched in the future: the clock was set back', 'status-list-stale', {
      trust: held({ fetched_at: NOW + 3600 }),
      freshness: 'exp',
    }),
    refused('a list issued in the future', 'status-list-invalid', { trust: listed({ iat: NOW + 61 }) }),
    ...['exp', 'iat', 'sub', 'status_list'].map((claim) =>
      refused(`a list without ${claim}`, 'status-list-invalid', {
        trust: listToken(forge({ header: LIST_HEADER, payload: without(LIST_CLAIMS, claim), key: listKey.privateKey })),
      }),
    ),
    ...[0, -60, '60', 1.5].map((ttl) =>
      refused(`a list that is good for ${JSON.stringify(ttl)} seconds`, 'status-list-invalid', {
        trust: listed({ ttl }),
      }),
    ),
    ...[0, 3, 16, '1'].map((bits) =>
      refused(`a list of ${JSON.stringify(bits)} bits an entry`, 'status-list-invalid', {
        trust: listed({ status_list: { ...statusListMember(), bits } }),
      }),
    ),
    ...(
      [
        ['that unpacks to 256 MB', deflateSync(Buffer.alloc(256 * 2 ** 20)).toString('base64url')],
        ['that is cut', Buffer.from(statusListMember().lst, 'base64url').subarray(0, -3).toString('base64url')],
        ['that is not compressed', Buffer.alloc(128).toString('base64url')],
        ['with padding', `${statusListMember().lst}==`],
        ['that is a number', 1],
        ['that is empty', ''],
      ] as const
    ).map(([which, lst]) =>
      refused(`a list ${which}`, 'status-list-invalid', { trust: listed({ status_list: { bits: 1, lst } }) }),
    ),
  ]
}

/** The provisions: did this person say yes to this? */
export function scopeOfTokens(): TokenCase[] {
  const saying = (...provisions: unknown[]) => token({ claims: { ...CLAIMS, consent: { ...CONSENT, provisions } } })
  return [
    permitted('what this person agreed to', {}),
    permitted('the same for a recipient in one country of the EEA', { request: { region: 'LT' } }),
    permitted('two kinds of data that were both agreed to', { request: { data: ['imaging-ct', 'reports'] } }),
    permitted('an altruism token for its own data use', {
      token: token({ claims: { ...CLAIMS, consent: ALTRUISM_CONSENT } }),
      request: ALTRUISM,
    }),
    refused('a consent to another programme', 'basis-mismatch', { request: { programme: 'breast' } }),
    refused('a consent in place of altruism', 'basis-mismatch', { request: ALTRUISM }),
    refused('altruism in place of a consent', 'basis-mismatch', {
      token: token({ claims: { ...CLAIMS, consent: ALTRUISM_CONSENT } }),
    }),
    refused('altruism for another data use', 'basis-mismatch', {
      token: token({ claims: { ...CLAIMS, consent: ALTRUISM_CONSENT } }),
      request: { ...ALTRUISM, data_use: 'use-2' } as GateRequest,
    }),
    ...(
      [
        ['another purpose', { purpose: 'product-development' }],
        ['a company', { recipient: 'company' }],
        ['a recipient in Ukraine', { region: 'UA' }],
        ['a recipient in an adequate country', { region: 'adequate' }],
        ['a kind of data nobody asked about', { data: ['pathology'] }],
        ['one kind of data that was agreed to and one that was not', { data: ['imaging-ct', 'pathology'] }],
        ['no data at all', { data: [] }],
        ['a purpose that nobody knows', { purpose: 'marketing' }],
        ['a region that nobody knows', { region: 'constructor' }],
      ] as const
    ).map(([what, request]) => refused(what, 'outside-scope', { request: request as Partial<GateRequest> })),
    refused('no provisions at all', 'outside-scope', { token: saying() }),
    refused('a denial beside the permit', 'outside-scope', { token: saying(PERMIT, DENY) }),
    refused('a denial before the permit', 'outside-scope', { token: saying(DENY, PERMIT) }),
    permitted('a denial of something else beside the permit', {
      token: saying({ ...DENY, data: ['clinical'] }, PERMIT),
    }),
    refused('a denial with an empty axis, which means everything', 'outside-scope', {
      token: saying(PERMIT, { ...DENY, purpose: [] }),
    }),
    refused('a denial of a purpose that nobody knows', 'outside-scope', {
      token: saying(PERMIT, { ...DENY, purpose: ['new-purpose'] }),
    }),
    refused('a denial for a region that nobody knows', 'outside-scope', {
      token: saying(PERMIT, { ...DENY, region: ['constructor'] }),
    }),
    refused('a denial with a member that nobody knows', 'outside-scope', {
      token: saying(PERMIT, { ...DENY, data: ['clinical'], unless: 'urgent' }),
    }),
    refused('a permit of a purpose that nobody knows', 'outside-scope', {
      token: saying({ ...PERMIT, purpose: ['new-purpose'] }),
    }),
    refused('a permit with a member that nobody knows', 'outside-scope', {
      token: saying({ ...PERMIT, only_if: 'asked' }),
    }),
    refused('a permit with a permit inside', 'outside-scope', {
      token: saying({ ...PERMIT, provisions: [PERMIT] }),
    }),
    refused('a permit without its period', 'outside-scope', { token: saying(without(PERMIT, 'until')) }),
    refused('a permit with a code in place of a list', 'outside-scope', {
      token: saying({ ...PERMIT, purpose: 'ai-development' }),
    }),
    refused('a permit with a day that is none', 'outside-scope', { token: saying({ ...PERMIT, until: 'tomorrow' }) }),
    refused('a permit with a day and a line break', 'outside-scope', {
      token: saying({ ...PERMIT, until: '2027-01-01\n' }),
    }),
    refused('an effect that nobody knows', 'outside-scope', {
      token: saying(PERMIT, { ...PERMIT, effect: 'perhaps' }),
    }),
    refused('a provision that is null', 'outside-scope', { token: saying(PERMIT, null) }),
    refused('a provision that is a word', 'outside-scope', { token: saying(PERMIT, 'permit') }),
    refused('a permit from tomorrow on', 'outside-scope', { token: saying({ ...PERMIT, from: '2026-09-16' }) }),
    permitted('a permit from today on', { token: saying({ ...PERMIT, from: '2026-09-15' }) }),
    refused('a permit until today', 'outside-scope', { token: saying({ ...PERMIT, until: '2026-09-15' }) }),
    permitted('a permit until tomorrow', { token: saying({ ...PERMIT, until: '2026-09-16' }) }),
    refused('scans of an unknown day, where only old ones were agreed to', 'outside-scope', {
      token: saying({ ...PERMIT, acquired_until: '2026-01-01' }),
    }),
    refused('scans that reach past those agreed to', 'outside-scope', {
      token: saying({ ...PERMIT, acquired_until: '2026-01-01' }),
      request: { acquired: { from: '2025-01-01', until: '2026-01-01' } },
    }),
    permitted('scans among those agreed to', {
      token: saying({ ...PERMIT, acquired_until: '2026-01-01' }),
      request: { acquired: { from: '2025-01-01', until: '2025-12-31' } },
    }),
    refused('scans of an unknown day, where new ones were denied', 'outside-scope', {
      token: saying(PERMIT, { ...DENY, acquired_from: '2026-01-01' }),
    }),
  ]
}

/** Every `(r, n - s)` twin is a good signature too: a token is known by who issued it and its `jti`. */
export function twinSignature(): { original: TokenCase; twin: TokenCase } {
  const signature = signatureOf(GOOD)
  const s = BigInt(`0x${signature.subarray(32).toString('hex')}`)
  const twin = Buffer.from((P256_ORDER - s).toString(16).padStart(64, '0'), 'hex')
  const token = spliced(GOOD, 2, encoded(Buffer.concat([signature.subarray(0, 32), twin])))
  return { original: permitted('a signature', {}), twin: permitted('its twin', { token }) }
}

const P256_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

type Change = Partial<Omit<TokenCase, 'trust' | 'request'>> & {
  trust?: Partial<TrustFile>
  request?: Partial<GateRequest>
}

function refused(name: string, expected: Reason, change: Change): TokenCase {
  return { ...tokenCase(name, change), expected }
}

function permitted(name: string, change: Change): TokenCase {
  return { ...tokenCase(name, change), expected: 'permit' }
}

function tokenCase(name: string, { trust: trustChange, request, ...change }: Change): Omit<TokenCase, 'expected'> {
  return {
    name,
    token: GOOD,
    at: AT,
    freshness: 'ttl',
    ...change,
    trust: { ...trust(), ...trustChange },
    request: { ...REQUEST, ...request } as GateRequest,
  }
}

function trust(): TrustFile {
  return {
    issuer: ISSUER,
    audience: NODE,
    synced_at: NOW - 10,
    jwks: { keys: [consentKey.publicJwk, listKey.publicJwk, { ...revokedKey.publicJwk, revoked: true }] },
    ...held({}),
  }
}

function held(change: Partial<TrustFile['status_lists'][string]>): Pick<TrustFile, 'status_lists'> {
  const list = forge({ header: LIST_HEADER, payload: LIST_CLAIMS, key: listKey.privateKey })
  return {
    status_lists: { [LIST]: { token: list, etag: null, fetched_at: NOW - 10, newest_iat: NOW - 20, ...change } },
  }
}

function listed(change: Json): Pick<TrustFile, 'status_lists'> {
  return listToken(forge({ header: LIST_HEADER, payload: { ...LIST_CLAIMS, ...change }, key: listKey.privateKey }))
}

function listToken(token: string): Pick<TrustFile, 'status_lists'> {
  return held({ token })
}

function token({
  header = HEADER,
  claims = CLAIMS,
  key = consentKey.privateKey,
}: {
  header?: unknown
  claims?: Json | string
  key?: typeof consentKey.privateKey
} = {}): string {
  return forge({ header, payload: claims, key })
}

function spliced(original: string, index: number, part: string): string {
  return original.split('.').with(index, part).join('.')
}

function signatureOf(original: string): Buffer {
  return Buffer.from(original.split('.')[2] ?? '', 'base64url')
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

function without<Value extends object>(value: Value, member: string): Json {
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== member))
}
