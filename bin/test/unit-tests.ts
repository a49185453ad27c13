import { ensureDebianPackages } from '../ensure-debian-packages.ts'
import { runInstalled } from '../run.ts'
import { believed, type Counts, none } from './counts.ts'
import { freshReport, readReport } from './report.ts'

type VitestReport = {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: { status: string; assertionResults: { status: string }[] }[]
}

/** Everything below tests/ that needs no browser, on a real PostgreSQL. */
export async function unitTests(): Promise<Counts> {
  await ensureDebianPackages()
  const file = await freshReport('unit-tests.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const exitCode = await runInstalled('vitest/vitest.mjs', ['run', ...reporters])
  const report = await readReport<VitestReport>(file)
  return believed(report ? countsIn(report) : none, exitCode)
}

/** A file that could not be loaded has no tests to count, and counts as one failure. */
function countsIn(report: VitestReport): Counts {
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles.length,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}
