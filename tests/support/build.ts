import { randomBytes, randomUUID } from 'node:crypto'
import { exportJWK, generateKeyPair, type JWK } from 'jose'
import { wrapNewKey } from '#app/crypto/contributor-key.server.ts'
import type { Choices } from '#app/domain/consent/choices.ts'
import type { Snapshot } from '#app/domain/consent/events.ts'
import type { Form } from '#app/domain/consent/form.ts'
import type { Provision } from '#app/domain/consent/provision.ts'
import type { Tx } from '#db/client.server.ts'
import {
  contributors,
  dataUses,
  enrolments,
  formVersions,
  nodeProgrammes,
  nodes,
  organisations,
  programmes,
} from '#db/schema/index.ts'
import type { TestPortal } from './test-portal.ts'

/** Things that tests need to exist; each returns what a test would name. */

export const PERMIT: Provision = {
  effect: 'permit',
  purpose: ['ai-development', 'ai-validation', 'scientific-research'],
  recipient: ['public-research', 'non-profit'],
  region: ['eu-eea'],
  data: ['imaging-ct'],
  from: null,
  until: null,
  acquired_from: null,
  acquired_until: null,
}

export const CHOICES: Choices = { provisions: [PERMIT], recontact: false, incidental_findings: 'no' }

export const REQUEST = {
  purpose: 'ai-development',
  recipient: 'public-research',
  region: 'eu-eea',
  data: ['imaging-ct'],
}

export const SNAPSHOT: Snapshot = {
  language: 'en',
  title: 'A form',
  paragraphs: [{ heading: null, text: 'What this is' }],
  answers: [],
  summary: ['What follows'],
}

/** A form with one question: yes, no or later. */
export function aForm(programmeId: string, version = '1'): Form {
  return {
    id: `${programmeId}-${version}`,
    programmeId,
    version,
    validYears: 5,
    questions: [
      {
        id: 'take-part',
        options: [
          {
            value: 'yes',
            outcome: 'consent',
            adds: {
              purpose: PERMIT.purpose,
              recipient: PERMIT.recipient,
              region: PERMIT.region,
              data: PERMIT.data,
            },
          },
          { value: 'no', outcome: 'refusal' },
          { value: 'later', outcome: 'deferral' },
        ],
      },
    ],
    words: {},
  }
}

export async function aProgramme({ owner, portal }: TestPortal, id = 'lung'): Promise<{ id: string; form: Form }> {
  const form = aForm(id)
  await owner.as('public', async (tx) => {
    await tx.insert(programmes).values({
      id,
      tokenDays: 30,
      details: {
        authority: 'Demo authority',
        data_protection_contact: { name: 'Demo contact', email: 'privacy@example.org', phone: '+000' },
        supervisory_authority: {},
        controllers: [],
        countries: ['SI'],
        data_categories: ['imaging-ct'],
        names: { en: id },
        summaries: { en: id },
      },
    })
    await publishForm(tx, form, portal.clock.now())
  })
  return { id, form }
}

export async function publishForm(tx: Tx, form: Form, publishedAt: Date): Promise<void> {
  await tx.insert(formVersions).values({ ...form, publishedAt })
}

export type TestNode = { id: string; clientId: string; organisationId: string; privateJwk: JWK }

/** A hospital with one node that takes part in these programmes and holds every scope. */
export async function aNode(
  { owner }: TestPortal,
  programmeIds: string[],
  country = 'SI',
  alg: 'ES384' | 'RS384' = 'ES384',
): Promise<TestNode> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true })
  const kid = randomUUID()
  const node = { id: randomUUID(), clientId: `node-${randomUUID().slice(0, 8)}`, organisationId: randomUUID() }
  await owner.as('public', async (tx) => {
    const slug = node.clientId
    await tx.insert(organisations).values({ id: node.organisationId, slug, name: `Demo hospital ${slug}`, country })
    await tx.insert(nodes).values({
      ...node,
      status: 'active',
      jwks: { keys: [{ ...(await exportJWK(publicKey)), kid, alg }] },
      scopes: ['system/Consent.rs', 'accord/enrolments.write', 'accord/usage.write', 'accord/events.read'],
    })
    for (const programmeId of programmeIds) await tx.insert(nodeProgrammes).values({ nodeId: node.id, programmeId })
  })
  return { ...node, privateJwk: { ...(await exportJWK(privateKey)), kid, alg } }
}

export type TestContributor = { id: string; enrolmentId: string; pseudonym: string }

/** A person who claimed this hospital's letter (or joins it to the account she has). */
export async function aContributor(
  { owner, portal }: TestPortal,
  organisationId: string,
  existing?: { id: string },
): Promise<TestContributor> {
  const person = {
    id: existing?.id ?? randomUUID(),
    enrolmentId: randomUUID(),
    pseudonym: `p${randomBytes(12).toString('hex')}`,
  }
  const now = portal.clock.now()
  await owner.as('public', async (tx) => {
    if (!existing) {
      const wrappedKey = wrapNewKey(portal.secrets.master)
      await tx.insert(contributors).values({ id: person.id, language: 'en', createdAt: now, wrappedKey })
    }
    await tx.insert(enrolments).values({
      id: person.enrolmentId,
      organisationId,
      pseudonym: person.pseudonym,
      contributorId: person.id,
      language: 'en',
      createdAt: now,
      claimedAt: now,
    })
  })
  return person
}

export async function aDataUse(
  { owner }: TestPortal,
  programmeId: string,
  changes: Partial<typeof dataUses.$inferInsert> = {},
): Promise<typeof dataUses.$inferSelect> {
  const [use] = await owner.as('public', (tx) =>
    tx
      .insert(dataUses)
      .values({
        id: `use-${randomUUID().slice(0, 8)}`,
        programmeId,
        legalBasis: 'altruism',
        status: 'approved',
        ...REQUEST,
        organisation: 'Demo university',
        tool: { name: 'Demo tool', version: '1' },
        approvalReference: 'DEMO-1',
        startsAt: new Date('2026-01-01T00:00:00Z'),
        endsAt: new Date('2099-01-01T00:00:00Z'),
        words: {},
        ...changes,
      })
      .returning(),
  )
  if (!use) throw new Error('the data use was not inserted')
  return use
}
