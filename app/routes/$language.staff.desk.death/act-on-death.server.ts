import type { FieldErrors } from '#app/http/form-data.ts'
import type { Portal } from '#app/portal.server.ts'
import { confirmDeath } from '#app/services/confirm-death.server.ts'
import { enterDeath } from '#app/services/enter-death.server.ts'
import type { DeskClerk } from '#app/services/hold-desk.server.ts'
import { takeBackDeath } from '#app/services/take-back-death.server.ts'
import type { SentDeath } from './schema.ts'

/** Does what a clerk sent; the fields to look at again, or null where it was done. */
export async function actOnDeath(portal: Portal, clerk: DeskClerk, sent: SentDeath): Promise<FieldErrors | null> {
  const { intent, pseudonym, died_on: diedOn, report: deathId } = sent
  if (intent === 'enter') {
    if (!pseudonym || !diedOn) return missing({ pseudonym, died_on: diedOn })
    const entered = await enterDeath(portal, { clerk, pseudonym, diedOn })
    return entered.ok ? null : { [FIELDS[entered.refusal] ?? 'form']: entered.refusal }
  }
  if (!deathId) return { form: 'form-not-readable' }
  const act = intent === 'confirm' ? confirmDeath : takeBackDeath
  const decision = await act(portal, { clerk, deathId })
  return decision.ok ? null : { form: decision.refusal }
}

const FIELDS: Record<string, string> = {
  'nobody-by-this-pseudonym': 'pseudonym',
  'death-already-reported': 'pseudonym',
  'death-day-in-future': 'died_on',
}

function missing(fields: Record<string, string | undefined>): FieldErrors {
  const empty = Object.keys(fields).filter((name) => !fields[name])
  return Object.fromEntries(empty.map((name) => [name, 'field-required']))
}
