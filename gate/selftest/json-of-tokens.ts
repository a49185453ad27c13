import type { CaseWriter, TokenCase } from './case-writer.ts'

/** JSON that two readers would read differently, or one of them not at all. */
export function jsonOfTokens({ claims, today, token, refused }: CaseWriter): TokenCase[] {
  return [
    refused('a header that names alg twice', 'duplicate-member', {
      token: token({ header: '{"alg":"none","alg":"ES256","kid":"consent-1","typ":"consent+jwt"}' }),
    }),
    refused('claims that name aud twice', 'duplicate-member', {
      token: token({ claims: JSON.stringify(claims).replace('{', '{"aud":"node-porto",') }),
    }),
    refused('claims that name exp twice, once with an escape', 'duplicate-member', {
      token: token({ claims: JSON.stringify(claims).replace('{', '{"\\u0065xp":1,') }),
    }),
    refused('claims with a member twice deep inside', 'duplicate-member', {
      token: token({
        claims: JSON.stringify(claims).replace('"effect":"permit"', '"effect":"deny","effect":"permit"'),
      }),
    }),
    refused('claims with a member named __proto__ twice', 'duplicate-member', {
      token: token({ claims: JSON.stringify(claims).replace('{', '{"__proto__":1,"__proto__":2,') }),
    }),
    ...[
      ['that are no JSON', 'not json'],
      ['that are a list', '[]'],
      ['that are null', 'null'],
      ['after a byte order mark', `\uFEFF${JSON.stringify(claims)}`],
      ['with something after them', `${JSON.stringify(claims)}{}`],
      ['that say NaN', JSON.stringify(claims).replace(String(today), 'NaN')],
      ['that are not UTF-8', Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xff]), Buffer.from('"}')])],
      [
        'nested deeper than any consent',
        JSON.stringify(claims).replace('{', `{"n":${'['.repeat(20)}${']'.repeat(20)},`),
      ],
      ['nested to exhaust a reader', JSON.stringify({ n: 0 }).replace('0', `${'['.repeat(1400)}${']'.repeat(1400)}`)],
    ].map(([which, text]) =>
      refused(`claims ${which}`, 'token-malformed', { token: token({ claims: text as string }) }),
    ),
  ]
}
