import { sql } from 'drizzle-orm'
import { manyPeople } from '#tests/api/many-people.ts'
import { aDataUse, CHOICES, type TestNode } from './build.ts'
import type { TestPortal } from './test-portal.ts'

export const EVENTS_EACH = 20

/**
 * A portal that has been used for long: so many people with twenty events each, their sessions, ways in and wishes,
 * reports that name them and decisions about them. What is sealed in their events nobody here can open.
 */
export async function fullTables(accord: TestPortal, node: TestNode, people: number): Promise<void> {
  await manyPeople(accord, node, people)
  const use = await aDataUse(accord, 'lung')
  await accord.owner.as('public', async (tx) => {
    await tx.execute(sql`create temporary table them on commit drop as
      select id, row_number() over () as n from contributors where event_sequence = 0 and wrapped_key is null`)
    await tx.execute(sql`analyze them`)
    await tx.execute(sql`insert into consent_events (id, contributor_id, sequence, type, programme_id, form_id, language,
        snapshot_hash, actor_kind, actor_id, actor_how, effective_from, recorded_at, payload, payload_commitment, hash)
      select gen_random_uuid(), id, s, 'consent-changed', 'lung', 'lung-1', 'en', sha256('s'), 'contributor', id::text,
        'portal', at, at, decode(repeat('ab', 300), 'hex'), sha256('c'), sha256('h')
      from them, generate_series(1, ${EVENTS_EACH}::int) s, lateral (select now() - s * interval '1 day' as at) _`)
    await tx.execute(sql`update contributors set event_sequence = ${EVENTS_EACH}::int, last_recorded_at = now(),
      wrapped_key = sha256('k') from them where them.id = contributors.id`)
    await tx.execute(sql`insert into credentials (id, contributor_id, lookup, pin_hash, created_at)
      select gen_random_uuid(), id, sha256(id::text::bytea), 'x', now() from them`)
    await tx.execute(sql`insert into sessions (id_hash, contributor_id, created_at, last_seen_at, authenticated_at, expires_at)
      select sha256(id::text::bytea), id, now(), now(), now(), now() + interval '1 day' from them`)
    await tx.execute(sql`insert into altruism_preferences (contributor_id, mode, choices, event_id)
      select id, 'ask-me', ${JSON.stringify(CHOICES)}::text::jsonb, gen_random_uuid() from them`)
    await tx.execute(
      sql`insert into use_answers (contributor_id, data_use_id, answer) select id, ${use.id}, 'yes' from them`,
    )
    await tx.execute(
      sql`insert into objections (contributor_id, country, objected_at) select id, 'SI', now() from them`,
    )
    await tx.execute(sql`insert into audit (at, actor_kind, actor_id, action, detail)
      select now(), 'node', ${node.clientId}, 'decided', jsonb_build_object('decision_id', id, 'programme', 'lung') from them`)
    await reports(tx, node, use.id)
    await tokens(tx, node)
  })
  await accord.owner.as('public', (tx) => tx.execute(sql`analyze`))
}

type Tx = Parameters<Parameters<TestPortal['owner']['as']>[1]>[0]

/** A report for each of them, and each names ten. */
async function reports(tx: Tx, node: TestNode, useId: string): Promise<void> {
  await tx.execute(sql`create temporary table told on commit drop as
    select gen_random_uuid() as id, n from them`)
  await tx.execute(sql`insert into usage_reports (id, node_id, jti, sequence, data_use_id, operation, tool_name,
      tool_version, outcome, booking, unknown_subjects, at, received_at, jws)
    select id, ${node.id}, id::text, n, ${useId}, 'training', 'Demo tool', '1', 'used', 'accepted', 0, now(), now(), 'x' from told`)
  await tx.execute(sql`insert into usage_subjects (report_id, enrolment_id, contributor_id, covered)
    select told.id, enrolments.id, them.id, true from told cross join generate_series(0, 9) apart join them on them.n = told.n - apart
    join enrolments on enrolments.contributor_id = them.id`)
}

/** A token of each, revoked, and what the node was told of it. */
async function tokens(tx: Tx, node: TestNode): Promise<void> {
  await tx.execute(sql`insert into status_lists (id, size) values ('full', 10000000)`)
  await tx.execute(sql`insert into consent_tokens (jti, enrolment_id, contributor_id, node_id, basis, target, claim_hash,
      status_list_id, status_index, state, planned_at, expires_at, revoked_at)
    select gen_random_uuid(), enrolments.id, them.id, ${node.id}, 'consent', 'lung', sha256('c'), 'full', n, 'revoked',
      now(), now() + interval '1 day', now() from them join enrolments on enrolments.contributor_id = them.id`)
  await tx.execute(sql`create temporary table notices on commit drop as
    select gen_random_uuid() as event_id, jti from consent_tokens where status_list_id = 'full'`)
  await tx.execute(sql`insert into outbox (event_id, type, node_id, payload, created_at, delivered_at)
    select event_id, 'consent-token-revoked', ${node.id}, '{}', now(), now() from notices`)
  await tx.execute(sql`insert into event_deliveries (jti, event_id, node_id, type, token_jti, created_at, sent_at, acknowledged_at)
    select gen_random_uuid(), event_id, ${node.id}, 'consent-token-revoked', jti, now(), now(), now() from notices`)
}
