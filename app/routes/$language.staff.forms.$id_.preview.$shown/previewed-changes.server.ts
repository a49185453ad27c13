import type { Comparison } from '#app/domain/form/comparison.ts'
import type { Portal } from '#app/portal.server.ts'
import { compareFormVersions } from '#app/services/compare-form-versions.server.ts'

type Asked = { staffId: string; formId: string; shown: string }

/** What people who answered the version before would read of the changes; null where there is nothing to compare. */
export async function previewedChanges(portal: Portal, { staffId, formId, shown }: Asked): Promise<Comparison | null> {
  const found = await compareFormVersions(portal, { staffId, formId, languages: [shown] })
  return found.ok ? found.event.comparison : null
}
