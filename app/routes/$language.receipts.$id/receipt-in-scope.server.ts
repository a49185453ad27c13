import type { AppLoadContext } from '@remix-run/node'
import { isWithin, placeOf } from '#app/domain/access/acting.ts'
import { refusalPage } from '#app/http/problem.ts'
import { requireActing } from '#app/http/session.server.ts'
import { type HistoryEntry, readReceipt } from '#app/services/read-receipt.server.ts'

/** The receipt that is asked for, in whichever form: one's own, or one within the scope of whoever acts for its person. */
export async function receiptInScope(
  request: Request,
  context: AppLoadContext,
  id: string,
): Promise<{ contributorId: string; entry: HistoryEntry; mayReadHistory: boolean }> {
  const { contributorId, scope } = await requireActing(request, context, 'see', 'somewhere')
  const entry = await readReceipt(context.portal, contributorId, id)
  if (!entry) throw refusalPage('page-not-found')
  if (!isWithin(scope, 'see', placeOf(entry))) throw refusalPage('outside-your-scope')
  return { contributorId, entry, mayReadHistory: isWithin(scope, 'see', 'everywhere') }
}
