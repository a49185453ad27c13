import { exits, says, yes } from './expectations.ts'
import { type Gate, gate } from './gate.ts'
import type { Stage } from './stage.ts'

/** The hospital's gate with what it is asked, and the token that it holds for her. */
export type Guard = {
  gate: Gate
  token: string
  allowed: string
  asked: string[]
  check(...more: string[]): ReturnType<Gate['run']>
}

export async function hospitalChecks(stage: Stage): Promise<Guard> {
  const { tell, clinic, pseudonym, permitted } = stage
  tell.chapter('The hospital checks before it uses her data')
  await tell.step('online, at once', permitted, yes('she was not permitted'))
  await tell.step(
    'a system of its own that speaks FHIR finds her consent',
    () => clinic.consents(pseudonym),
    ({ body }) => (body.entry?.[0]?.resource.status === 'active' ? null : 'there is no active consent'),
  )
  const token = await fetchesHerToken(stage)
  await tell.step(
    'introspection says that it is live',
    () => clinic.introspect(token),
    ({ body }) => (body.active ? null : 'it is not'),
  )
  return { token, ...(await setsUpItsGate(stage, token)) }
}

export async function fetchesHerToken({ tell, clinic, programme, pseudonym }: Stage): Promise<string> {
  const { body } = await tell.step(
    'it fetches her signed consent token',
    () =>
      clinic.post<{ consent_tokens: { consent_token: string }[] }>('/api/v1/consent-tokens', {
        legal_basis: 'consent',
        programme,
        subjects: [pseudonym],
      }),
    (answer) => (answer.body.consent_tokens.length === 1 ? null : 'there is not one token'),
  )
  return body.consent_tokens[0]?.consent_token ?? ''
}

async function setsUpItsGate({ demo, tell, node, programme, request, pseudonym }: Stage, token: string) {
  const guard = await gate(demo.url, node, { programme, dataUse: null }, tell)
  await tell.step('its gate syncs, and says that it received what happened', () => guard.run('sync'), exits(0))
  const lists = await guard.cohort([pseudonym])
  const asked = [
    ...['--programme', programme, '--basis', 'consent', '--purpose', request.purpose],
    ...['--recipient', request.recipient, '--region', request.region, '--data', request.data.join(',')],
  ]
  const check = (...more: string[]) =>
    guard.run('check', '--cohort', lists.cohort, '--out', lists.allowed, ...asked, ...more)
  await tell.step('the gate permits her data', () => check(), exits(0))
  await tell.step(
    'also with the cable pulled, and says how old its knowledge is',
    () => check('--offline'),
    says(0, /age/),
  )
  await tell.step(
    'a day later, the cable still pulled, its status lists have aged: it denies everybody',
    () => guard.aDayLater('verify', ...asked, '--offline', token),
    says(5, /stale/),
  )
  await tell.step('the gate verifies the token itself', () => guard.run('verify', ...asked, token), exits(0))
  return { gate: guard, allowed: lists.allowed, asked, check }
}
