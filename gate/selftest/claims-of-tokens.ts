import type { CaseWriter, TokenCase } from './case-writer.ts'
import { CONSENT, ISSUER, LIST, NODE, without } from './good-case.ts'

/** Registered claims: is it from this issuer, for this node, for now? */
export function claimsOfTokens({ claims, now, today, token, permitted, refused }: CaseWriter): TokenCase[] {
  return [
    ...Object.keys(claims).map((claim) =>
      refused(`a token without ${claim}`, 'claim-missing', { token: token({ claims: without(claims, claim) }) }),
    ),
    ...(
      [
        ['iss', 1, 'is a number'],
        ['sub', '', 'is empty'],
        ['sub', null, 'is null'],
        ['jti', 17, 'is a number'],
        ['aud', [NODE], 'is a list, even of this node alone'],
        ['aud', [NODE, 'node-porto'], 'is a list of nodes'],
        ['exp', String(today + 86_400), 'is a string'],
        ['exp', today + 86_400.5, 'is a fraction'],
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
        token: token({ claims: { ...claims, [claim]: value } }),
      }),
    ),
    ...[`${ISSUER}/`, 'https://accord.example.evil', 'HTTPS://ACCORD.EXAMPLE'].map((iss) =>
      refused(`a token issued by ${iss}`, 'issuer-wrong', { token: token({ claims: { ...claims, iss } }) }),
    ),
    ...['node-porto', 'node-ljubljana-2', 'NODE-LJUBLJANA', '*'].map((aud) =>
      refused(`a token for ${aud}`, 'audience-wrong', { token: token({ claims: { ...claims, aud } }) }),
    ),
    refused('a token that ended a second ago', 'expired', { token: token({ claims: { ...claims, exp: now - 1 } }) }),
    refused('a token that ends this very second, without leeway', 'expired', {
      token: token({ claims: { ...claims, exp: now } }),
    }),
    permitted('a token that ends within the hour', { token: token({ claims: { ...claims, exp: now + 3600 } }) }),
    refused('a token that begins in an hour', 'not-yet-valid', {
      token: token({ claims: { ...claims, nbf: now + 3600 } }),
    }),
    refused('a token issued in an hour', 'not-yet-valid', { token: token({ claims: { ...claims, iat: now + 3600 } }) }),
    permitted("a token issued by a clock one minute ahead of this node's", {
      token: token({ claims: { ...claims, iat: now + 60, nbf: now + 60 } }),
    }),
    refused('a token that lives longer than thirty days', 'claim-invalid', {
      token: token({ claims: { ...claims, exp: today + 30 * 86_400 + 1 } }),
    }),
  ]
}
