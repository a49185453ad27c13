import { type Browser, browser } from './browser.ts'
import { at, exits, is, no, says } from './expectations.ts'
import type { Guard } from './hospital-checks.ts'
import { type Contributor, PIN } from './says-yes.ts'
import type { Stage } from './stage.ts'

const LATEST_MS = 65_000

/** Withdraws in two taps and follows it to the end; returns the tablet on which she did. */
export async function withdraws(stage: Stage, { code }: Contributor, guard: Guard): Promise<Browser> {
  const { demo, tell, clinic, programme, permitted, pseudonym } = stage
  tell.chapter('Another day she comes back, in Ukrainian, and withdraws')
  const tablet = browser(demo.url, tell)
  await tell.step(
    'she signs in with her code and PIN',
    () => tablet.post('/uk/sign-in', { code, pin: PIN }),
    at('/uk/choices'),
  )
  await tell.step('one tap: the page to withdraw', () => tablet.get(`/uk/choices/${programme}/withdrawal`), is(200))
  const withdrawn = Date.now()
  await tell.step(
    'two taps: it is done',
    () => tablet.post(`/uk/choices/${programme}/withdrawal`, { tier: 'stop' }),
    at('/uk/receipts/'),
  )
  await tell.step('online, the hospital is told no at once', permitted, (still) =>
    still ? 'she was still permitted' : Date.now() - withdrawn > 1000 ? 'it took more than a second' : null,
  )
  await tell.step(
    'over FHIR it is as if there had never been a consent',
    () => clinic.consents(pseudonym),
    ({ body }) => (body.total === 0 ? null : 'there still is one'),
  )
  await tell.step(
    'introspection says that the token is dead',
    async () => (await clinic.introspect(guard.token)).body.active,
    no('it is still live'),
  )
  await tell.step(
    'a gate whose cable stays pulled does not know, and says how old its knowledge is',
    () => guard.check('--offline'),
    says(0, /age/),
  )
  await tell.step(
    'nor will it go on with knowledge older than it may',
    () => guard.check('--offline', '--max-age', '0s'),
    exits(5),
  )
  await tell.step('the gate syncs and denies her data', () => deniedAfter(guard, withdrawn), exits(4))
  await tell.step('she sees it in her history', () => tablet.get('/uk/history'), is(200))
  return tablet
}

async function deniedAfter(guard: Guard, withdrawn: number) {
  for (;;) {
    await guard.gate.run('sync')
    const run = await guard.check()
    if (run.exit !== 0 || Date.now() - withdrawn > LATEST_MS) return run
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}
