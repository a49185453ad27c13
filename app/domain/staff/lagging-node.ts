/** The longest a node may go on with what it knows: the lifetime of a status list. */
const LAG_MS = 24 * 3_600_000

/** Whether a node has not asked for so long that withdrawals may not have reached it. */
export function isLagging(lastSyncAt: Date | null, at: Date): boolean {
  return !lastSyncAt || at.getTime() - lastSyncAt.getTime() > LAG_MS
}
