import { sql } from 'drizzle-orm'
import { CHOICES, type TestNode } from '#tests/support/build.ts'
import type { TestPortal } from '#tests/support/test-portal.ts'

/** As many people of this hospital as a load test needs, all of whom said yes; person 7 is `person-...0007`. */
export async function manyPeople(
  { owner }: TestPortal,
  { organisationId }: TestNode,
  count: number,
): Promise<string[]> {
  await owner.as('public', async (tx) => {
    await tx.execute(sql`create temporary table people on commit drop as
      select gen_random_uuid() as id, 'person-' || lpad(n::text, 12, '0') as pseudonym from generate_series(1, ${count}::int) n`)
    await tx.execute(sql`insert into contributors (id, language, created_at) select id, 'en', now() from people`)
    await tx.execute(sql`insert into enrolments (id, organisation_id, pseudonym, contributor_id, language, created_at, claimed_at)
      select gen_random_uuid(), ${organisationId}, pseudonym, id, 'en', now(), now() from people`)
    await tx.execute(sql`insert into consents (contributor_id, programme_id, state, form_id, choices, decided_at, expires_at, event_id)
      select id, 'lung', 'given', 'lung-1', ${JSON.stringify(CHOICES)}::text::jsonb, now(), now() + interval '1 year', gen_random_uuid()
      from people`)
  })
  return Array.from({ length: count }, (_, index) => `person-${String(index + 1).padStart(12, '0')}`)
}
