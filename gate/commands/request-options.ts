import {
  DATA_CATEGORIES,
  isDataCategory,
  isPurpose,
  isRecipient,
  PURPOSES,
  RECIPIENTS,
} from '../../app/domain/consent/codes.ts'
import type { UseRequest } from '../../app/domain/consent/provision.ts'
import { isRegion } from '../../app/domain/consent/region.ts'
import type { Basis, GateRequest } from '../covering-provision.ts'
import { known } from '../known-codes.ts'
import { UsageError } from '../usage-error.ts'
import type { Given, Option } from './command.ts'
import { dayFrom } from './day-argument.ts'

/** What is to be done, whatever the data is. */
export const USE_OPTIONS = {
  basis: { value: 'BASIS', required: true, help: 'consent (to --programme) or altruism (for --data-use)' },
  programme: { value: 'ID', help: 'the programme, with --basis consent' },
  'data-use': { value: 'ID', help: 'the approved data use, with --basis altruism' },
  purpose: { value: 'CODE', required: true, help: PURPOSES.join(', ') },
  recipient: { value: 'CODE', required: true, help: RECIPIENTS.join(', ') },
  region: { value: 'CODE', required: true, help: 'where the recipient is: eu-eea, adequate, or a country such as SI' },
} satisfies Record<string, Option>

/** What is to be done with the data: asked of every person's token. */
export const REQUEST_OPTIONS = {
  ...USE_OPTIONS,
  data: { value: 'CODES', required: true, many: true, help: `with commas: ${DATA_CATEGORIES.join(', ')}` },
  'acquired-from': { value: 'DAY', help: 'the day of the oldest scan, YYYY-MM-DD' },
  'acquired-until': { value: 'DAY', help: 'the day of the newest scan, YYYY-MM-DD' },
} satisfies Record<string, Option>

export function requestFrom(given: Given): GateRequest {
  return { ...useFrom(given), data: dataFrom(given), ...acquiredFrom(given) }
}

/** A request without its data. */
export type Use = Basis & Pick<UseRequest, 'purpose' | 'recipient' | 'region'>

export function useFrom(given: Given): Use {
  return {
    ...basisFrom(given),
    purpose: known(given.text('purpose'), isPurpose, '--purpose'),
    recipient: known(given.text('recipient'), isRecipient, '--recipient'),
    region: known(given.text('region'), isRegion, '--region'),
  }
}

function basisFrom(given: Given): Basis {
  const basis = given.text('basis')
  if (basis === 'consent') return { legal_basis: basis, programme: given.text('programme') }
  if (basis === 'altruism') return { legal_basis: basis, data_use: given.text('data-use') }
  throw new UsageError('--basis must be consent or altruism')
}

function dataFrom(given: Given): string[] {
  const codes = given.texts('data').flatMap((list) => list.split(',').map((code) => code.trim()))
  if (codes.length === 0) throw new UsageError('--data is missing')
  return codes.map((code) => known(code, isDataCategory, '--data'))
}

function acquiredFrom(given: Given): Pick<GateRequest, 'acquired'> {
  const from = given.textOrNull('acquired-from')
  const until = given.textOrNull('acquired-until')
  if (from === null && until === null) return {}
  if (from === null || until === null) throw new UsageError('--acquired-from and --acquired-until go together')
  const acquired = { from: dayFrom(from, '--acquired-from'), until: dayFrom(until, '--acquired-until') }
  if (acquired.until < acquired.from) throw new UsageError('--acquired-until is before --acquired-from')
  return { acquired }
}
