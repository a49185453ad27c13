import type { Cohort } from '../cohort/cohort.ts'
import { readCsv } from '../cohort/read-csv.ts'
import type { Given, Option } from './command.ts'

/** How a list of people is written. */
export const COHORT_OPTIONS = {
  column: { value: 'NAME', help: 'the column of the pseudonyms, where it has another name' },
  delimiter: { value: 'CHAR', fallback: ',', help: 'what stands between the cells' },
} satisfies Record<string, Option>

export function cohortFrom(path: string, given: Given): Promise<Cohort> {
  return readCsv(path, { delimiter: given.text('delimiter'), column: given.textOrNull('column') })
}
