import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import {
  INVITATION_SECRET_LENGTH,
  newCode,
  PERSONAL_CODE_LENGTH,
  printedCode,
  SELECTOR_LENGTH,
} from '#app/crypto/codes.ts'
import { wrapNewKey } from '#app/crypto/contributor-key.server.ts'
import { keyedHash } from '#app/crypto/secrets.server.ts'
import type { Portal } from '#app/portal.server.ts'
import type { Database, Tx } from '../client.server.ts'
import { contributors, credentials, enrolments, invitations } from '../schema/index.ts'
import type { Role } from './cast.ts'
import { daysAgo } from './days-ago.ts'
import type { DemoContributor } from './demo.ts'
import { demoHash } from './demo-hash.server.ts'
import type { SeededHospital } from './hospitals.server.ts'
import type { SeededPerson } from './people.server.ts'

const LETTER_DAYS = 90

/** Enrols a person: the invited have a letter to claim, the others an account with a way back in. */
export async function enrol(
  portal: Portal,
  owner: Database,
  hospital: SeededHospital,
  role: Role,
): Promise<SeededPerson> {
  const enrolmentId = randomUUID()
  const pseudonym = `demo-${randomBytes(10).toString('hex')}`
  const contributorId = role.state === 'invited' ? null : randomUUID()
  return owner.as('public', async (tx) => {
    const signIn = contributorId ? await openAccount(portal, tx, role, contributorId) : null
    await tx.insert(enrolments).values({
      id: enrolmentId,
      organisationId: hospital.organisationId,
      pseudonym,
      contributorId,
      language: role.language,
      createdAt: daysAgo(portal, role.answeredDaysAgo + 14),
      claimedAt: contributorId ? daysAgo(portal, role.answeredDaysAgo + 1) : null,
    })
    const invitation = contributorId ? null : await invite(portal, tx, role, enrolmentId)
    const demo: DemoContributor = {
      invitation,
      sign_in: signIn,
      birth_date: role.birthDate,
      language: role.language,
      node: hospital.demo.client_id,
      pseudonym,
      programme: role.programme,
      state: role.state,
    }
    return { role, contributorId, enrolmentId, nodeId: hospital.nodeId, demo }
  })
}

async function openAccount(portal: Portal, tx: Tx, { language, answeredDaysAgo }: Role, id: string) {
  const code = newCode(PERSONAL_CODE_LENGTH, randomBytes)
  const pin = String(randomInt(100_000, 1_000_000))
  const createdAt = daysAgo(portal, answeredDaysAgo + 1)
  await tx.insert(contributors).values({ id, language, createdAt, wrappedKey: wrapNewKey(portal.secrets.master) })
  await tx.insert(credentials).values({
    id: randomUUID(),
    contributorId: id,
    lookup: keyedHash(portal.secrets.pepper, 'personal-code', code),
    pinHash: await demoHash(portal, 'pin', pin),
    createdAt,
  })
  return { code: printedCode(code), pin }
}

async function invite(portal: Portal, tx: Tx, { language, birthDate }: Role, enrolmentId: string) {
  const selector = newCode(SELECTOR_LENGTH, randomBytes)
  const secret = newCode(INVITATION_SECRET_LENGTH, randomBytes)
  await tx.insert(invitations).values({
    id: randomUUID(),
    enrolmentId,
    selector,
    secretHash: keyedHash(portal.secrets.pepper, 'invitation-secret', secret),
    birthDateHash: await demoHash(portal, 'birth-date', birthDate),
    createdAt: portal.clock.now(),
    expiresAt: daysAgo(portal, -LETTER_DAYS),
  })
  return { url: `${portal.settings.url}/${language}/invitation?for=${selector}`, code: printedCode(secret) }
}
