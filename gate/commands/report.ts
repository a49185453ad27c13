import { openHome } from '../home/gate-home.ts'
import { reportUsage } from '../report-usage.ts'
import { UsageError } from '../usage-error.ts'
import type { Usage } from '../usage-report.ts'
import { COHORT_OPTIONS, cohortFrom } from './cohort-options.ts'
import { type Command, EXIT, type Given } from './command.ts'
import { HOME_OPTION } from './home-option.ts'

export const report: Command = {
  name: 'report',
  summary: 'Signs what was done and tells the portal; run it again after a failure, nothing is booked twice.',
  options: {
    ...HOME_OPTION,
    'data-use': { value: 'ID', required: true, help: 'the approved data use' },
    operation: { value: 'NAME', required: true, help: 'what was done, such as training' },
    tool: { value: 'NAME', required: true, help: 'the tool that did it' },
    'tool-version': { value: 'VERSION', required: true, help: 'its version' },
    outcome: { value: 'OUTCOME', required: true, help: 'used, or denied by the gate' },
    subjects: { value: 'FILE', required: true, help: 'CSV of the people concerned, as for check' },
    ...COHORT_OPTIONS,
  },
  async run(given, world) {
    const usage = await usageFrom(given)
    const home = await openHome(given.text('home'))
    const { seq } = await reportUsage(home, usage, world)
    world.print(`${JSON.stringify({ accepted: true, seq, subjects: usage.subjects.length }, null, 2)}\n`)
    return EXIT.allPermitted
  },
}

async function usageFrom(given: Given): Promise<Usage> {
  const outcome = given.text('outcome')
  if (outcome !== 'used' && outcome !== 'denied') throw new UsageError('--outcome must be used or denied')
  return {
    data_use: given.text('data-use'),
    operation: given.text('operation'),
    tool: { name: given.text('tool'), version: given.text('tool-version') },
    outcome,
    subjects: await subjectsFrom(given),
  }
}

/** Each person once, however many rows they fill. */
async function subjectsFrom(given: Given): Promise<string[]> {
  const { portions } = await cohortFrom(given.text('subjects'), given)
  const subjects = new Set<string>()
  for await (const portion of portions) {
    for (const subject of portion.subjects) if (subject !== null) subjects.add(subject)
  }
  if (subjects.size === 0) throw new UsageError('--subjects names nobody')
  return [...subjects]
}
