import { defineConfig } from '@playwright/test'
import { findChromium } from './find-chromium.ts'

const executablePath = findChromium()
const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }

export default defineConfig({
  testDir: '../journeys',
  testMatch: '**/*.spec.ts',
  outputDir: '../../test-results/journeys',
  globalSetup: './start-demo.ts',
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  timeout: 150_000,
  projects: [
    {
      name: 'phone, JavaScript off',
      testIgnore: ['**/languages.spec.ts', '**/desk.spec.ts'],
      use: { ...phone, javaScriptEnabled: false },
    },
    { name: 'phone, JavaScript on', use: { ...phone, javaScriptEnabled: true } },
  ],
  use: {
    baseURL: process.env.ACCORD_JOURNEYS_URL,
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})
