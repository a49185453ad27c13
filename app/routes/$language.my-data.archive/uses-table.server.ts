import { resultOf, type UseOfMine } from '#app/domain/usage/grouping.ts'
import { codeLabel } from '#app/i18n/choice-summary.ts'
import { formatDateTime } from '#app/i18n/format.ts'
import type { Translate } from '#app/i18n/translate.ts'
import { wordsIn } from '#app/i18n/words-in.ts'
import type { Portal } from '#app/portal.server.ts'
import { readUsesInFull } from '#app/services/read-uses-in-full.server.ts'
import type { ForWhom } from './archive-files.server.ts'
import { tableHead, tableRow } from './table-row.ts'

const COLUMNS = ['project', 'organisation', 'purpose', 'result', 'step', 'tool', 'hospital'] as const

/** Every use of her data that was reported, as a table, newest first; what was stopped or is in doubt too. */
export async function* usesTable(
  portal: Portal,
  t: Translate,
  { contributorId, language }: ForWhom,
): AsyncGenerator<string> {
  yield tableHead([t('receipt:when'), ...COLUMNS.map((column) => t(`rights:csv.${column}`))], language)
  for (const use of await readUsesInFull(portal, contributorId)) {
    const { at, project, operation, tool, hospital, dataUseId } = use
    const cells = [
      formatDateTime(language, at),
      (project && wordsIn(project.words, language)?.[0].title) ?? dataUseId,
      project?.organisation ?? t('uses:unknown-project'),
      project ? codeLabel(t, 'purpose', project.purpose) : '',
      t(`uses:${resultOf(use)}`),
      stepOf(t, operation),
      `${tool.name} ${tool.version}`,
      hospital,
    ]
    yield tableRow(cells, language)
  }
}

function stepOf(t: Translate, operation: UseOfMine['operation']): string {
  return t(`uses:operation.${operation}` as 'uses:operation.training', { defaultValue: operation })
}
