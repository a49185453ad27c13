/** Whose a pseudonym became, or that it became nobody's because a claim was voided. */
export type ClaimRecord = { contributorId: string | null; recordedAt: Date }

/**
 * Whose a pseudonym was at `at`, as is known by these records, oldest first: hers from her claim on and never before;
 * and not even then where it was voided since, because it never was hers.
 */
export function claimantThen(records: readonly ClaimRecord[], at: Date): string | null {
  const then = records.findLastIndex(({ recordedAt }) => recordedAt <= at)
  const isVoided = records.slice(then).some(({ contributorId }) => contributorId === null)
  return then === -1 || isVoided ? null : (records[then]?.contributorId ?? null)
}
