import { type SQL, sql } from 'drizzle-orm'

/** How a table is handed to the person whom its rows are about. */
export type HandedOut = {
  /** The table, where what is handed out is not called by its name. */
  table?: string
  /** Which rows are hers; those of her `contributor_id` where nothing is said. */
  hers?: (id: SQL) => SQL
  /** Columns that stay here, each with the reason. */
  without: Record<string, string>
  /** Columns that are sealed in the table and opened for her, by the name under which she reads them. */
  sealed?: Record<string, string>
  /** What is told beside a row: names where the row itself has numbers. */
  beside?: Record<string, SQL>
}

const PROOF = 'whoever has it is a step nearer to being taken for her'
const BOOKS = 'says nothing about her and keeps the portal’s own books in order'
const STAFF = 'names a member of staff; the hospital or the programme answers for what was done'
const ANOTHERS = 'another person’s'

const hospital = { hospital: sql`(select name from organisations where id = hers.organisation_id)` }
const ofHerEnrolments = (id: SQL) => sql`hers.enrolment_id in (select id from enrolments where contributor_id = ${id})`
const hospitalOfEnrolment = {
  hospital: sql`(select o.name from enrolments e join organisations o on o.id = e.organisation_id where e.id = hers.enrolment_id)`,
}

/**
 * Every table with a person in it, and how she is given what it holds (GDPR Art. 15 and 20). A column is handed out unless
 * it is named here; a test asks the database for its tables and columns, and fails where one of them was forgotten.
 */
export const TABLES_HANDED_OUT: Record<string, HandedOut> = {
  contributors: { hers: (id) => sql`hers.id = ${id}`, without: { wrapped_key: PROOF } },
  credentials: { without: { lookup: PROOF, pin_hash: PROOF } },
  sessions: { without: { id_hash: PROOF, shown_once: PROOF, assisted_in: PROOF } },
  mail_addresses: { without: { address_id: PROOF, ending_hash: PROOF }, sealed: { sealed: 'address' } },
  messages: { without: {} },
  enrolments: { without: {}, beside: hospital },
  claims: { without: { recorded_in: BOOKS }, beside: hospitalOfEnrolment },
  consents: { without: { choices_digest: BOOKS } },
  altruism_preferences: { without: { choices_digest: BOOKS } },
  use_answers: { without: {} },
  objections: { without: {} },
  drafts: { without: {} },
  reconsent_requests: { without: {} },
  consent_tokens: {
    without: { claim_hash: BOOKS, compact: 'the hospital’s own copy, which it shows for her data', cursor: BOOKS },
    beside: {
      ...hospitalOfEnrolment,
      told: sql`(select coalesce(jsonb_agg(jsonb_build_object('type', type, 'created_at', created_at, 'sent_at', sent_at,
        'acknowledged_at', acknowledged_at) order by position), '[]') from event_deliveries where token_jti = hers.jti)`,
    },
  },
  usage_subjects: {
    without: {},
    beside: {
      ...hospitalOfEnrolment,
      report: sql`(select to_jsonb(r) - array['jws', 'jti', 'unknown_subjects'] from usage_reports r where r.id = hers.report_id)`,
      project: sql`(select jsonb_build_object('organisation', u.organisation, 'purpose', u.purpose, 'words', u.words)
        from usage_reports r join data_uses u on u.id = r.data_use_id where r.id = hers.report_id)`,
    },
  },
  removal_tasks: { without: {}, beside: hospital },
  rights_requests: {
    without: { answered_by: STAFF, extended_by: STAFF },
    sealed: { sealed_words: 'words', sealed_answer: 'answer', sealed_reason: 'why_extended' },
  },
  representations: {
    without: {
      selector: PROOF,
      called_back: ANOTHERS,
      representative_id: ANOTHERS,
      entered_by: STAFF,
      confirmed_by: STAFF,
    },
    sealed: { label: 'label' },
  },
  acting_for: {
    table: 'representations',
    hers: (id) => sql`hers.representative_id = ${id}`,
    without: {
      ...{ selector: PROOF, label: ANOTHERS, contributor_id: ANOTHERS, tries: ANOTHERS },
      ...{ entered_by: STAFF, confirmed_by: STAFF },
    },
    sealed: { called_back: 'called_back' },
  },
  papers: {
    without: { entered_by: STAFF, checked_by: STAFF },
    sealed: { sealed: 'content' },
    beside: hospital,
  },
  import_rows: { hers: ofHerEnrolments, without: {}, beside: hospital },
  deaths: {
    hers: ofHerEnrolments,
    without: { entered_by: STAFF, confirmed_by: STAFF, taken_back_by: STAFF },
    beside: hospital,
  },
}

/** Tables with a person in them that are handed out in another way or not at all, each with the reason. */
export const TABLES_TOLD_OTHERWISE: Record<string, string> = {
  consent_events: 'opened, with the words of then, in the history and as receipts',
  paper_scans: 'opened, as files of their own beside the receipts',
  invitations: 'a hospital’s letter, kept as hashes of what is written in it; when it was used is among the claims',
}
