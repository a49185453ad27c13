import type { MissingCode } from '#app/domain/operation/readiness.ts'
import type { Weakness } from '#app/domain/weak-ground.ts'

/** What is missing before there is a database to ask. */
export type GroundCode =
  | 'setting-wrong'
  | 'settings-of-a-demo'
  | 'keys-missing'
  | 'keys-open-to-others'
  | 'secret-in-environment'
  | 'database-not-reachable'
  | 'migrations-pending'
  | 'portal-not-answering'

export type CheckCode = MissingCode | GroundCode | Weakness

/** What each missing thing means to whoever runs the portal, and what to do. */
export const SENTENCES: Record<CheckCode, string> = {
  'setting-wrong': '.env.example explains each setting.',
  'settings-of-a-demo': 'ACCORD_DEMO is 1: it lets the portal start on weak ground. Take it away.',
  'keys-missing': 'ACCORD_KEYS_DIR does not hold every key: npm run keys.',
  'keys-open-to-others': 'Others than the portal’s user may read this file: chmod 600.',
  'secret-in-environment': 'This variable holds the pepper or the master key: they stay in their files.',
  'database-not-reachable': 'DATABASE_URL leads to no database that answers.',
  'migrations-pending': 'The database is not up to date: npm run migrate, with the workers stopped.',
  'portal-not-answering': 'ACCORD_URL does not answer from here: is npm start running, and the proxy before it?',
  'postgresql-older-than-15': 'Upgrade PostgreSQL to 15 or newer.',
  'database-role-is-superuser': 'The role in DATABASE_URL is a superuser: row-level security does not bind it.',
  'database-role-bypasses-row-security':
    'Take BYPASSRLS from the role in DATABASE_URL: row-level security must bind it.',
  'database-role-owns-tables': 'The role in DATABASE_URL owns the tables: serve with another one.',
  'fsync-is-off': 'Turn fsync on: an acknowledged withdrawal survives a power cut.',
  'full-page-writes-are-off': 'Turn full_page_writes on.',
  'commit-is-not-synchronous': 'Turn synchronous_commit on.',
  'data-checksums-are-off': 'pg_checksums --enable on the stopped cluster.',
  'url-is-not-https': 'ACCORD_URL begins with https://.',
  'keys-are-of-a-demo': 'The keys were made for a demo: npm run keys into a new folder.',
  'no-programme': 'There is no programme: npm run operate -- set-programme FILE.',
  'no-published-form':
    'Nothing is published that people could be asked: an editor writes or imports a form, an approver publishes it.',
  'no-editor-and-approver':
    'Who writes and who publishes are two people: npm run operate -- give-role EMAIL --role editor (approver) --programme ID.',
  'no-data-protection-contact': 'Nobody is named whom people can ask: put the contact into the programme’s file.',
  'nobody-answers-rights': 'Nobody can answer what people ask about their data: it takes an approver or an operator.',
  'no-hospital': 'There is no hospital: npm run operate -- set-hospital FILE.',
  'no-node-in-programme': 'No active node takes part: name the programme in a hospital’s file.',
  'no-active-node': 'The hospital has no active node that may enrol people: add one to its file, or resume it.',
  'node-never-asked': 'This node has not asked for consents yet: accord-gate sync, at the hospital.',
  'no-second-clerk':
    'What permits at a desk takes two clerks: npm run operate -- give-role EMAIL --role clerk --hospital NAME.',
  'no-finding-path': 'Nobody said how people are told of a chance finding: a clerk does, under /staff/desk/findings.',
  'password-not-exchanged':
    'This person has not signed in yet; a password to hand over lasts three days (reset-password).',
  'worker-not-running': 'No status list was published in the last two minutes: npm run worker.',
  'no-mail-server': 'Nobody is written to: ACCORD_SMTP_URL and ACCORD_MAIL_FROM are not set.',
}
