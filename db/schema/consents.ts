import { sql } from 'drizzle-orm'
import {
  boolean,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  pgView,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import type { Choices } from '#app/domain/consent/choices.ts'
import {
  ACTOR_KINDS,
  ALTRUISM_MODES,
  type ConsentEvent,
  WAYS_OF_ACTING,
  WITHDRAWAL_TIERS,
} from '#app/domain/consent/events.ts'
import type { Answers } from '#app/domain/consent/form.ts'
import { bytes, instant, writtenIn } from './columns.ts'
import { contributors } from './contributors.ts'
import { formVersions, programmes } from './programmes.ts'
import { dataUses } from './uses.ts'

const contributorId = () =>
  uuid()
    .notNull()
    .references(() => contributors.id)

/** SHA-256 of the choices: many people choose alike, and are decided about as one. */
const choicesDigest = () => bytes().generatedAlwaysAs(sql`choices_digest(choices)`)

/** The record: append-only, chained per contributor. */
export const consentEvents = pgTable(
  'consent_events',
  {
    id: uuid().primaryKey(),
    contributorId: contributorId(),
    sequence: integer().notNull(),
    type: text().$type<ConsentEvent['type']>().notNull(),
    programmeId: text(),
    dataUseId: text(),
    /** What it is about: one programme, one data use, all objections, all wishes, or the letter. */
    subject: text().generatedAlwaysAs(
      sql`coalesce('programme ' || programme_id, 'use ' || data_use_id, left(type, 5))`,
    ),
    formId: text(),
    language: text(),
    snapshotHash: bytes(),
    actorKind: text({ enum: ACTOR_KINDS }).notNull(),
    actorId: text().notNull(),
    actorHow: text({ enum: WAYS_OF_ACTING }).notNull(),
    effectiveFrom: instant().notNull(),
    recordedAt: instant().notNull(),
    recordedIn: writtenIn(),
    /** The event, encrypted with the contributor's key; unreadable once that is destroyed. */
    payload: bytes().notNull(),
    /** SHA-256 over a salt (inside the payload) and the plain payload: the chain holds it, so it outlives the key. */
    payloadCommitment: bytes().notNull(),
    previousHash: bytes(),
    hash: bytes().notNull(),
  },
  (table) => [
    unique().on(table.contributorId, table.sequence),
    index().on(table.contributorId, table.subject, table.sequence),
  ],
)

export const CONSENT_STATES = ['given', 'refused', 'deferred', 'withdrawn'] as const

/** What the events fold into, per programme: what decisions read. */
export const consents = pgTable(
  'consents',
  {
    contributorId: contributorId(),
    programmeId: text()
      .notNull()
      .references(() => programmes.id),
    state: text({ enum: CONSENT_STATES }).notNull(),
    formId: text().references(() => formVersions.id),
    choices: jsonb().$type<Choices>(),
    choicesDigest: choicesDigest(),
    decidedAt: instant().notNull(),
    expiresAt: instant(),
    withdrawnTier: text({ enum: WITHDRAWAL_TIERS }),
    /** The day on which a person who said *later* wants to be asked again. */
    askAgainOn: date(),
    /** The newer version to which she said *later*; her yes to this one stands. */
    deferredFormId: text().references(() => formVersions.id),
    eventId: uuid().notNull(),
  },
  (table) => [primaryKey({ columns: [table.contributorId, table.programmeId] }), index().on(table.programmeId)],
)

/** What a hospital's scope sees of where its people stand; the view is in the migrations, with the policies that it stands for. */
export const consentsOfHospital = pgView('consents_of_hospital', {
  pseudonym: text().notNull(),
  contributorId: uuid().notNull(),
  programmeId: text().notNull(),
  state: text({ enum: CONSENT_STATES }).notNull(),
  formId: text(),
  choices: jsonb().$type<Choices>(),
  choicesDigest: bytes(),
  expiresAt: instant(),
  objected: boolean().notNull(),
  organisationId: uuid().notNull(),
}).existing()

export const altruismPreferences = pgTable('altruism_preferences', {
  contributorId: contributorId().primaryKey(),
  mode: text({ enum: ALTRUISM_MODES }).notNull(),
  choices: jsonb().$type<Choices>().notNull(),
  choicesDigest: choicesDigest(),
  eventId: uuid().notNull(),
})

export const useAnswers = pgTable(
  'use_answers',
  {
    contributorId: contributorId(),
    dataUseId: text()
      .notNull()
      .references(() => dataUses.id),
    answer: text({ enum: ['yes', 'no'] }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.contributorId, table.dataUseId] })],
)

/** Objections that stand; a reversed one is gone from here and stays among the events. */
export const objections = pgTable(
  'objections',
  { contributorId: contributorId(), country: text().notNull(), objectedAt: instant().notNull() },
  (table) => [primaryKey({ columns: [table.contributorId, table.country] })],
)

/** Answers given on the way through the questions, before anything is recorded. */
export const drafts = pgTable(
  'drafts',
  {
    contributorId: contributorId(),
    programmeId: text()
      .notNull()
      .references(() => programmes.id),
    /** The representation by which somebody else gives these answers; empty where they are her own. */
    actedBy: text().notNull().default(''),
    formId: text().notNull(),
    answers: jsonb().$type<Answers>().notNull(),
    updatedAt: instant().notNull(),
  },
  (table) => [primaryKey({ columns: [table.contributorId, table.programmeId, table.actedBy] })],
)
