import { formHashes } from '#app/crypto/form-hashes.server.ts'
import type { Form } from '#app/domain/consent/form.ts'
import { contentOf } from '#app/domain/form/form-draft.ts'
import type { Tx } from '../client.server.ts'
import { dataUses, formVersions, programmes } from '../schema/index.ts'
import { content } from './content.ts'

const YEAR_MS = 365 * 86_400_000

/** The programmes with their published forms and approved data uses; returns the forms by programme. */
export async function seedProgrammes(tx: Tx, now: Date): Promise<Record<string, Form>> {
  for (const { id, token_days, ...details } of content.programmes()) {
    await tx.insert(programmes).values({ id, tokenDays: token_days, details })
  }
  const forms: Record<string, Form> = {}
  for (const [programmeId, form] of Object.entries(content.forms())) {
    const published = { id: `${programmeId}-1`, programmeId, version: '1', validYears: 5, ...form }
    const hashes = formHashes(contentOf(published))
    await tx.insert(formVersions).values({ ...published, hashes, publishedAt: new Date(now.getTime() - YEAR_MS) })
    forms[programmeId] = published
  }
  for (const use of content.dataUses()) {
    await tx.insert(dataUses).values({
      ...use,
      programmeId: use.programme,
      legalBasis: use.legal_basis,
      status: 'approved',
      approvalReference: use.approval_reference,
      startsAt: new Date(`${use.starts_on}T00:00:00Z`),
      endsAt: new Date(`${use.ends_on}T00:00:00Z`),
      words: Object.fromEntries(
        Object.entries(use.titles).map(([language, title]) => [
          language,
          { title, summary: use.summaries[language] ?? '' },
        ]),
      ),
    })
  }
  return forms
}
