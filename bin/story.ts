import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Demo } from '#db/seed/demo.ts'
import { browser, hiddenFields, type Page, radioValues, wordsOf } from './story/browser.ts'
import { gate } from './story/gate.ts'
import { hospital } from './story/hospital.ts'
import { narrator } from './story/narrator.ts'
import { publishSummary } from './story/publish-summary.ts'

/** The main job, end to end, against a running demo: over HTTP as people and nodes use it, and with the gate. */
const demo: Demo = JSON.parse(await readFile(join(process.env.DATA_DIR || '.data', 'demo.json'), 'utf8'))
const tell = narrator()

const programme = 'lung'
const use = demo.data_uses.find(({ legal_basis }) => legal_basis === 'consent')
const node = demo.nodes[0]
if (!use || !node) throw new Error('the demo has no data use by consent, or no node')
const request = { purpose: use.purpose, recipient: use.recipient, region: use.region, data: use.data }

tell.chapter('A hospital enrols a person and knows nothing of her choices')
const clinic = await tell.step(
  `${node.organisation} signs in with its own key`,
  () => hospital(demo.url, node, tell),
  fine,
)
const pseudonym = `story-${randomUUID()}`
const birth = { year: '1951', month: '4', day: '9' }
const { body: enrolled } = await tell.step(
  'it enrols a person and gets the letter to print',
  () =>
    clinic.post<{ invitation: { code: string; url: string } }>('/api/v1/enrolments', {
      pseudonym,
      birth_date: '1951-04-09',
      language: 'sl',
    }),
  ({ status }) => (status === 201 ? null : `it answered ${status}`),
)
const permitted = async () => {
  const body = { legal_basis: 'consent', programme, ...request, subjects: [pseudonym] }
  const answer = await clinic.post<{ permitted: string[] }>('/api/v1/decisions', body)
  return answer.body.permitted.includes(pseudonym)
}
await tell.step('its question about her is answered with nobody', permitted, no('she was permitted'))

tell.chapter('She claims her letter and says yes, on a phone, in Slovenian')
const phone = browser(demo.url, tell)
const letter = enrolled.invitation
const claimPath = new URL(letter.url).search
const claim = (code: string) =>
  phone.post(`/sl/invitation${claimPath}`, {
    code,
    birth_day: birth.day,
    birth_month: birth.month,
    birth_year: birth.year,
  })
await tell.step('the page of the letter opens', () => phone.get(`/sl/invitation${claimPath}`), is(200))
await tell.step('a wrong code is refused', () => claim('0000-0000-0000-0'), is(422))
await tell.step('the right code and birth date open the way', () => claim(letter.code), at('/sl/way-back'))
const pin = '582914'
const kept = await tell.step(
  'she chooses a PIN and is shown her code to keep',
  () => phone.post('/sl/way-back', { pin, pin_again: pin }),
  (page) => (personalCode(page) ? null : `no code on ${page.url}`),
)
const code = personalCode(kept) ?? ''

await tell.step('the questions open', () => phone.get(`/sl/choices/${programme}/questions`), is(200))
let page = await tell.step(
  'the first question',
  () => phone.get(`/sl/choices/${programme}/questions/take-part`),
  (first) => (radioValues(first, 'answer').length === 3 ? null : 'there are not three answers'),
)
while (radioValues(page, 'answer').length > 0) {
  const asked = page
  const answer = radioValues(asked, 'answer')[0] ?? ''
  page = await tell.step(
    `she answers "${answer}"`,
    () => phone.post(asked.url, { ...hiddenFields(asked, 'name="answer"'), answer }),
    (next) => (next.url === asked.url ? 'the same question came again' : null),
  )
}
await tell.step('she is asked to check her answers; nothing is recorded yet', permitted, (yes) =>
  yes ? 'it was' : null,
)
const receipt = await tell.step(
  'she confirms and gets a receipt',
  () => phone.post(page.url, { ...hiddenFields(page, 'name="confirm"'), confirm: 'yes' }),
  at('/sl/receipts/'),
)
await tell.step(
  'the receipt is there for machines too',
  () => phone.get(`${receipt.url}.json`),
  (json) => (json.type.includes('json') && JSON.parse(json.text) ? null : `it is ${json.type}`),
)

tell.chapter('The hospital checks before it uses her data')
await tell.step('online, at once', permitted, (yes) => (yes ? null : 'she was not permitted'))
await tell.step(
  'a system of its own that speaks FHIR finds her consent',
  () => clinic.consents(pseudonym),
  ({ body }) => (body.entry?.[0]?.resource.status === 'active' ? null : 'there is no active consent'),
)
const answer = await tell.step(
  'it fetches her signed consent token',
  () =>
    clinic.post<{ consent_tokens: { consent_token: string }[] }>('/api/v1/consent-tokens', {
      legal_basis: 'consent',
      programme,
      subjects: [pseudonym],
    }),
  ({ body }) => (body.consent_tokens.length === 1 ? null : 'there is not one token'),
)
const token = answer.body.consent_tokens[0]?.consent_token ?? ''
await tell.step(
  'introspection says that it is live',
  () => clinic.introspect(token),
  ({ body }) => (body.active ? null : 'it is not'),
)
const guard = await gate(demo.url, node, { programme, dataUse: null }, tell)
await tell.step('its gate syncs', () => guard.run('sync'), exits(0))
const lists = await guard.cohort([pseudonym])
const asked = [
  ...['--programme', programme, '--basis', 'consent', '--purpose', request.purpose, '--recipient', request.recipient],
  ...['--region', request.region, '--data', request.data.join(',')],
]
const check = (...more: string[]) =>
  guard.run('check', '--cohort', lists.cohort, '--out', lists.allowed, ...asked, ...more)
await tell.step('the gate permits her data', () => check(), exits(0))
await tell.step(
  'also with the cable pulled, and says how old its knowledge is',
  () => check('--offline'),
  (run) => (run.exit === 0 && /age/.test(run.output) ? null : `exit ${run.exit}`),
)
await tell.step('the gate verifies the token itself', () => guard.run('verify', ...asked, token), exits(0))

tell.chapter('The use is reported and she sees it')
await tell.step(
  'the node reports the use, signed',
  () =>
    guard.run(
      ...(['report', '--data-use', use.id, '--operation', 'training', '--tool', 'Story Tool'] as const),
      ...['--tool-version', '1.0', '--outcome', 'used', '--subjects', lists.allowed],
    ),
  exits(0),
)
await tell.step(
  'she sees it among her uses',
  () => phone.get('/sl/uses'),
  (uses) => (wordsOf(uses).includes('Story Tool') ? null : 'it is not there'),
)

tell.chapter('Staff publish what came of it')
await publishSummary(tell, demo, { programme, dataUse: use.id, reader: phone })

tell.chapter('Another day she comes back, in Ukrainian, and withdraws')
const tablet = browser(demo.url, tell)
await tell.step(
  'she signs in with her code and PIN',
  () => tablet.post('/uk/sign-in', { code, pin }),
  at('/uk/choices'),
)
await tell.step('one tap: the page to withdraw', () => tablet.get(`/uk/choices/${programme}/withdrawal`), is(200))
const withdrawn = Date.now()
await tell.step(
  'two taps: it is done',
  () => tablet.post(`/uk/choices/${programme}/withdrawal`, { tier: 'stop' }),
  at('/uk/receipts/'),
)
await tell.step('online, the hospital is told no at once', permitted, (yes) =>
  yes ? 'she was still permitted' : Date.now() - withdrawn > 1000 ? 'it took more than a second' : null,
)
await tell.step(
  'over FHIR it is as if there had never been a consent',
  () => clinic.consents(pseudonym),
  ({ body }) => (body.total === 0 ? null : 'there still is one'),
)
await tell.step(
  'introspection says that the token is dead',
  () => clinic.introspect(token),
  ({ body }) => (body.active ? 'it is still live' : null),
)
await tell.step(
  'a gate whose cable stays pulled does not know, and says how old its knowledge is',
  () => check('--offline'),
  (run) => (run.exit === 0 && /age/.test(run.output) ? null : `exit ${run.exit}`),
)
await tell.step(
  'nor will it go on with knowledge older than it may',
  () => check('--offline', '--max-age', '0s'),
  exits(5),
)
await tell.step(
  'the gate syncs and denies her data',
  async () => {
    for (;;) {
      await guard.run('sync')
      const run = await check()
      if (run.exit !== 0 || Date.now() - withdrawn > 65_000) return run
      await new Promise((resolve) => setTimeout(resolve, 500))
    }
  },
  exits(4),
)
await tell.step('she sees it in her history', () => tablet.get('/uk/history'), is(200))

const failures = tell.failures()
console.log(failures.length === 0 ? '\nThe story holds.' : `\nThe story does not hold:\n${failures.join('\n')}`)
process.exit(failures.length === 0 ? 0 : 1)

function fine(): null {
  return null
}

function no(complaint: string) {
  return (yes: boolean) => (yes ? complaint : null)
}

function is(status: number) {
  return (found: Page) => (found.status === status ? null : `${found.url} answered ${found.status}`)
}

function at(path: string) {
  return (found: Page) =>
    found.url.startsWith(path) && found.status < 400 ? null : `${found.url} answered ${found.status}`
}

function exits(code: number) {
  return ({ exit, output }: { exit: number; output: string }) => (exit === code ? null : `exit ${exit}: ${output}`)
}

/** The personal code on the page that shows it once. */
function personalCode(found: Page): string | null {
  return /\b[0-9A-Z]{4}(?:-[0-9A-Z]{1,4}){3}\b/.exec(wordsOf(found))?.[0] ?? null
}
