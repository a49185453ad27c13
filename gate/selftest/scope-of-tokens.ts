import { addDays, dayOf } from '../../app/domain/day.ts'
import type { GateRequest } from '../covering-provision.ts'
import type { CaseWriter, TokenCase } from './case-writer.ts'
import { ALTRUISM, ALTRUISM_CONSENT, CONSENT, DENY, PERMIT, without } from './good-case.ts'

/** The provisions: did this person say yes to this? */
export function scopeOfTokens({ at, claims, token, permitted, refused }: CaseWriter): TokenCase[] {
  const day = (from: number) => addDays(dayOf(at), from)
  const saying = (...provisions: unknown[]) => token({ claims: { ...claims, consent: { ...CONSENT, provisions } } })
  return [
    permitted('what this person agreed to', {}),
    permitted('the same for a recipient in one country of the EEA', { request: { region: 'LT' } }),
    permitted('two kinds of data that were both agreed to', { request: { data: ['imaging-ct', 'reports'] } }),
    permitted('an altruism token for its own data use', {
      token: token({ claims: { ...claims, consent: ALTRUISM_CONSENT } }),
      request: ALTRUISM,
    }),
    refused('a consent to another programme', 'basis-mismatch', { request: { programme: 'breast' } }),
    refused('a consent in place of altruism', 'basis-mismatch', { request: ALTRUISM }),
    refused('altruism in place of a consent', 'basis-mismatch', {
      token: token({ claims: { ...claims, consent: ALTRUISM_CONSENT } }),
    }),
    refused('altruism for another data use', 'basis-mismatch', {
      token: token({ claims: { ...claims, consent: ALTRUISM_CONSENT } }),
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
    refused('a permit from next week on', 'outside-scope', { token: saying({ ...PERMIT, from: day(7) }) }),
    permitted('a permit from today on', { token: saying({ ...PERMIT, from: day(0) }) }),
    refused('a permit until today', 'outside-scope', { token: saying({ ...PERMIT, until: day(0) }) }),
    permitted('a permit until next week', { token: saying({ ...PERMIT, until: day(7) }) }),
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
