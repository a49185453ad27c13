import { allowedFile, removeEarlierList } from '../cohort/allowed-file.ts'
import { checkCohort, type Tally } from '../cohort/check-cohort.ts'
import { readCohort } from '../cohort/read-cohort.ts'
import { Failure } from '../failure.ts'
import { openHome } from '../home/gate-home.ts'
import { heldTokens } from '../home/held-tokens.ts'
import { currentKnowledge } from '../knowledge.ts'
import { isUnverifiable } from '../refusal.ts'
import { verifyConsentToken } from '../verify-consent-token.ts'
import type { World } from '../world.ts'
import { type Command, EXIT, type ExitCode, type Given } from './command.ts'
import { formatFrom } from './format-option.ts'
import { HOME_OPTION } from './home-option.ts'
import { KNOWLEDGE_OPTIONS, knowledgeBounds } from './knowledge-options.ts'
import { REQUEST_OPTIONS, requestFrom } from './request-options.ts'
import { type Summary, summaryAsCsv, summaryAsJson } from './summary.ts'

export const check: Command = {
  name: 'check',
  summary: 'Checks every person in a CSV and writes the rows that may be used.',
  options: {
    ...HOME_OPTION,
    cohort: { value: 'FILE', required: true, help: 'CSV with a column pseudonym or subject, else the first column' },
    column: { value: 'NAME', help: 'the column of the pseudonyms, where it has another name' },
    delimiter: { value: 'CHAR', fallback: ',', help: 'what stands between the cells' },
    ...REQUEST_OPTIONS,
    ...KNOWLEDGE_OPTIONS,
    explain: { help: 'count the denials by reason' },
    format: { value: 'FORMAT', fallback: 'json', help: 'of the summary: json or csv' },
    out: { value: 'FILE', required: true, help: 'the permitted rows; absent after a check that failed' },
  },
  async forgetEarlier({ out, cohort }) {
    if (typeof out === 'string' && out !== '') await removeEarlierList(out, typeof cohort === 'string' ? cohort : null)
  },
  async run(given, world) {
    const asText = formatFrom(given, { json: summaryAsJson, csv: summaryAsCsv })
    const summary = await checkInto(given, world)
    world.print(asText(summary))
    return exitCodeFor(summary)
  },
}

async function checkInto(given: Given, world: World): Promise<Summary> {
  const request = requestFrom(given)
  const bounds = knowledgeBounds(given)
  const delimiter = given.text('delimiter')
  const home = await openHome(given.text('home'))
  const { trust, knowledge, at } = await currentKnowledge(home, world, bounds)
  const tokens = await heldTokens(home, request)
  const cohort = await readCohort(given.text('cohort'), { delimiter, column: given.textOrNull('column') })
  const out = await allowedFile(given.text('out'), delimiter)
  try {
    if (cohort.header) await out.write([cohort.header])
    const tally = await checkCohort(
      cohort.rows,
      tokens,
      (token) => verifyConsentToken(token, trust, request, at),
      out.write,
    )
    requireVerifiable(tally, knowledge)
    await out.commit()
    const { reasons, ...counts } = tally
    return { ...counts, knowledge, ...(given.isSet('explain') && { reasons }) }
  } catch (error) {
    await out.abandon()
    throw error
  }
}

/** One answer that nobody can know makes the list as a whole one that nobody can vouch for. */
function requireVerifiable({ reasons }: Tally, knowledge: Summary['knowledge']): void {
  if (Object.keys(reasons).some(isUnverifiable)) throw new Failure('knowledge-stale', { knowledge, reasons })
}

function exitCodeFor({ permitted, denied }: Summary): ExitCode {
  if (permitted === 0) return EXIT.nonePermitted
  return denied > 0 ? EXIT.someDenied : EXIT.allPermitted
}
