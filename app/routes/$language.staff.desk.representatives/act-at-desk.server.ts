import type { z } from 'zod'
import { dayFromParts } from '#app/domain/access/birth-date.ts'
import type { FieldErrors } from '#app/http/form-data.ts'
import type { Portal } from '#app/portal.server.ts'
import { confirmRegistered } from '#app/services/confirm-registered.server.ts'
import { endRegistered } from '#app/services/end-registered.server.ts'
import type { DeskClerk } from '#app/services/hold-desk.server.ts'
import { type RegisterRefusal, registerRepresentative } from '#app/services/register-representative.server.ts'
import type { deskSchema } from './schema.ts'

/** Does what the clerk asked for; the refusals by field, or null. */
export async function actAtDesk(
  portal: Portal,
  clerk: DeskClerk,
  values: z.output<typeof deskSchema>,
): Promise<FieldErrors | null> {
  if (values.act !== 'register') {
    if (!values.representation) return { form: 'representation-not-found' }
    const change = values.act === 'end' ? endRegistered : confirmRegistered
    const changed = await change(portal, { clerk, representationId: values.representation })
    return changed.ok ? null : { form: changed.refusal }
  }
  const { pseudonym, birth_day: day, birth_month: month, birth_year: year } = values
  if (!pseudonym) return { pseudonym: 'field-required' }
  const birthDate = dayFromParts({ day, month, year })
  if (!birthDate) return { birth_day: 'birth-date-not-real' }
  const registered = await registerRepresentative(portal, { clerk, pseudonym, birthDate })
  return registered.ok ? null : { [FIELD_OF[registered.refusal]]: registered.refusal }
}

const FIELD_OF: Record<RegisterRefusal, string> = {
  'not-allowed': 'form',
  'nobody-by-this-pseudonym': 'pseudonym',
  'person-died': 'pseudonym',
  'representation-too-many': 'pseudonym',
  'birth-date-in-future': 'birth_day',
  'of-age-already': 'birth_day',
  'majority-not-known': 'form',
}
