import type { Cohort } from '../cohort/cohort.ts'
import { readBundle } from '../cohort/fhir/read-bundle.ts'
import { readNdjson } from '../cohort/fhir/read-ndjson.ts'
import { readCsv } from '../cohort/read-csv.ts'
import { UsageError } from '../usage-error.ts'
import type { Given, Option } from './command.ts'

/** How a list of people is written. */
export const COHORT_OPTIONS = {
  'cohort-format': { value: 'FORMAT', fallback: 'csv', help: 'csv, fhir-bundle or fhir-ndjson (FHIR R4 in JSON)' },
  column: { value: 'NAME', help: 'of a CSV, the column of the pseudonyms, where it has another name' },
  delimiter: { value: 'CHAR', fallback: ',', help: 'of a CSV, what stands between the cells' },
  'identifier-system': { value: 'URI', help: 'of FHIR, the system of the identifier that is the pseudonym' },
} satisfies Record<string, Option>

export function cohortFrom(path: string, given: Given): Promise<Cohort> {
  const format = given.text('cohort-format')
  switch (format) {
    case 'csv':
      return readCsv(path, { delimiter: given.text('delimiter'), column: given.textOrNull('column') })
    case 'fhir-bundle':
      return readBundle(path, given.text('identifier-system'))
    case 'fhir-ndjson':
      return readNdjson(path, given.text('identifier-system'))
    default:
      throw new UsageError('--cohort-format must be csv, fhir-bundle or fhir-ndjson')
  }
}
