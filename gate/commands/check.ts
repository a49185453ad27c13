import { type AllowedFile, allowedFile, removeEarlierList } from '../cohort/allowed-file.ts'
import { checkCohort, type Tally } from '../cohort/check-cohort.ts'
import { Failure } from '../failure.ts'
import { withHeldTokens } from '../held/held-tokens.ts'
import { openHome } from '../home/gate-home.ts'
import { isUnverifiable } from '../refusal.ts'
import type { World } from '../world.ts'
import { COHORT_OPTIONS, cohortFrom } from './cohort-options.ts'
import { type Command, EXIT, type ExitCode, type Given } from './command.ts'
import { formatFrom } from './format-option.ts'
import { HOME_OPTION } from './home-option.ts'
import { KNOWLEDGE_OPTIONS, knowledgeBounds } from './knowledge-options.ts'
import { PROGRESS_OPTION, tellingFor } from './progress-option.ts'
import { REQUEST_OPTIONS, requestFrom } from './request-options.ts'
import { type Summary, summaryAsCsv, summaryAsJson } from './summary.ts'

export const check: Command = {
  name: 'check',
  summary: 'Checks every person in a cohort and writes the entries that may be used.',
  options: {
    ...HOME_OPTION,
    cohort: { value: 'FILE', required: true, help: 'CSV with a column pseudonym or subject, else the first column' },
    ...COHORT_OPTIONS,
    ...REQUEST_OPTIONS,
    ...KNOWLEDGE_OPTIONS,
    explain: { help: 'count the denials by reason' },
    format: { value: 'FORMAT', fallback: 'json', help: 'of the summary: json or csv' },
    out: { value: 'FILE', required: true, help: 'the permitted entries; absent after a check that failed' },
    ...PROGRESS_OPTION,
  },
  async forgetEarlier({ out, cohort }) {
    if (typeof out === 'string' && out !== '') await removeEarlierList(out, typeof cohort === 'string' ? cohort : null)
  },
  async run(given, world) {
    const asText = formatFrom(given, { json: summaryAsJson, csv: summaryAsCsv })
    const out = await allowedFile(given.text('out'))
    try {
      const summary = await checkInto(out, given, world)
      await out.commit()
      world.print(asText(summary))
      return exitCodeFor(summary)
    } catch (error) {
      await out.abandon()
      throw error
    }
  },
}

async function checkInto(out: AllowedFile, given: Given, world: World): Promise<Summary> {
  const request = requestFrom(given)
  const bounds = knowledgeBounds(given)
  const home = await openHome(given.text('home'))
  const { tell, end } = tellingFor(given, world)
  try {
    return await withHeldTokens(
      { home, basis: request, world, bounds, tell },
      async (held, { knowledge, ...current }) => {
        const cohort = await cohortFrom(given.text('cohort'), given)
        const tally = await checkCohort(cohort, held.about({ ...current, request }), out.write, (checked) =>
          tell('checking', checked, null),
        )
        requireVerifiable(tally, knowledge)
        const { reasons, ...counts } = tally
        return { ...counts, knowledge, ...(given.isSet('explain') && { reasons }) }
      },
    )
  } finally {
    end()
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
