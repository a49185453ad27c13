import { existsSync } from 'node:fs'
import { findChromium } from '#tests/support/find-chromium.ts'
import { run, runInstalled } from './run.ts'

/** Sees to it that the journeys have a Chromium: one that is found, else Playwright's, else Debian's for root. */
export async function ensureChromium(): Promise<void> {
  if (findChromium()) return
  console.log("No Chromium found: installing Playwright's own")
  await runInstalled('@playwright/test/cli.js', ['install', 'chromium'])
  if (findChromium()) return
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log("Playwright's Chromium does not run here: installing Debian's")
    await run('apt-get', ['update'])
    await run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], {
      DEBIAN_FRONTEND: 'noninteractive',
    })
  }
  if (!findChromium()) throw new Error('There is no Chromium to run the journeys in. Install one or set CHROMIUM_PATH.')
}
