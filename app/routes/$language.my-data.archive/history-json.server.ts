import type { Portal } from '#app/portal.server.ts'
import { historyPages } from '#app/services/history-pages.server.ts'

type Entry = Awaited<ReturnType<ReturnType<typeof historyPages>['next']>>['value'][number]

/** Everything recorded, newest first, with every word of then; what cannot be opened is among it and says so. */
export async function* historyJson(portal: Portal, contributorId: string): AsyncGenerator<string> {
  let lead = '[\n'
  for await (const entries of historyPages(portal, contributorId)) {
    for (const entry of entries) {
      yield `${lead}${JSON.stringify(told(entry))}`
      lead = ',\n'
    }
  }
  yield lead === '[\n' ? '[]\n' : '\n]\n'
}

function told({ sequence, id, type, programmeId, dataUseId, recordedAt, by, event, hash }: Entry) {
  return {
    number: sequence,
    id,
    type,
    programme: programmeId,
    data_use: dataUseId,
    recorded_at: recordedAt,
    by: { kind: by.kind, how: by.how },
    snapshot_sha256: hash,
    event: event ?? { not_opened: true },
  }
}
