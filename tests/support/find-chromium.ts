import { spawnSync } from 'node:child_process'
import { chromium } from '@playwright/test'

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** The first Chromium on this machine that runs: the one CHROMIUM_PATH names, a system one, or Playwright's own. */
export function findChromium(): string | undefined {
  const candidates = [process.env.CHROMIUM_PATH, ...usualPlaces, chromium.executablePath()]
  return candidates.find((path) => path && spawnSync(path, ['--version']).status === 0)
}
