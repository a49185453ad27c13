import { ensureBuilt } from '../ensure-built.ts'
import { ensureChromium } from '../ensure-chromium.ts'
import { runInstalled } from '../run.ts'
import { believed, type Counts, none } from './counts.ts'
import { freshReport, readReport } from './report.ts'

type PlaywrightReport = { stats: { expected: number; unexpected: number; flaky: number; skipped: number } }

/** People's and hospitals' ways through a running demo, in a real Chromium. */
export async function journeys(): Promise<Counts> {
  await ensureChromium()
  await ensureBuilt()
  const file = await freshReport('journeys.json')
  const exitCode = await runInstalled(
    '@playwright/test/cli.js',
    ['test', '--config', 'tests/support/playwright.config.ts', '--reporter', 'list,json'],
    { PLAYWRIGHT_JSON_OUTPUT_FILE: file },
  )
  const report = await readReport<PlaywrightReport>(file)
  return believed(report ? countsIn(report) : none, exitCode)
}

/** There are no retries, so a flaky test would be one that failed. */
function countsIn({ stats }: PlaywrightReport): Counts {
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped }
}
