import { readFile } from 'node:fs/promises'
import type { GateRequest } from '../covering-provision.ts'
import { isJsonObject } from '../strict-json.ts'
import { UsageError } from '../usage-error.ts'

/** What is to be done, from a file. Codes that nobody knows are no mistake of the file: a verification denies them. */
export async function readRequestFile(path: string): Promise<GateRequest> {
  try {
    return requestFromJson(JSON.parse(await readFile(path, 'utf8')))
  } catch (cause) {
    throw new UsageError('--request must name a file with a request as JSON', { cause })
  }
}

/** Refuses whatever is not shaped as a request on one of the two bases. */
export function requestFromJson(value: unknown): GateRequest {
  if (!isRequest(value)) throw new UsageError('the request is not shaped as one')
  return value
}

const MEMBERS = ['legal_basis', 'programme', 'data_use', 'purpose', 'recipient', 'region', 'data', 'acquired']

function isRequest(value: unknown): value is GateRequest {
  if (!isJsonObject(value) || !Object.keys(value).every((member) => MEMBERS.includes(member))) return false
  const { legal_basis, programme, data_use, purpose, recipient, region, data, acquired } = value
  const isOnOneBasis =
    (legal_basis === 'consent' && isText(programme) && data_use === undefined) ||
    (legal_basis === 'altruism' && isText(data_use) && programme === undefined)
  return (
    isOnOneBasis &&
    [purpose, recipient, region].every(isText) &&
    Array.isArray(data) &&
    data.every(isText) &&
    (acquired === undefined || (isJsonObject(acquired) && isText(acquired.from) && isText(acquired.until)))
  )
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}
