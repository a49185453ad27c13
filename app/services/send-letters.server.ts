import { randomUUID } from 'node:crypto'
import type { Tx } from '#db/client.server.ts'
import { lockEnrolments } from '#db/queries/corrections.server.ts'
import { type Enrolment, findEnrolmentsAmong } from '#db/queries/enrolments.server.ts'
import { insertLetters, voidOpenLetters } from '#db/queries/letters.server.ts'
import { type InvitationSecrets, newInvitationSecrets } from '../crypto/invitation-secrets.server.ts'
import type { Portal } from '../portal.server.ts'

const LETTER_DAYS = 90

export type NewPerson = { pseudonym: string; birth_date: string; language: string }

/** A letter that is written and not yet valid. */
export type WrittenLetter = { pseudonym: string; language: string; url: string; secrets: InvitationSecrets }

/** `invitation` is null where somebody has claimed an earlier letter: there is nothing more to send. */
export type Enrolled = {
  enrolment_id: string
  pseudonym: string
  invitation: { code: string; url: string; expires_at: string } | null
}

/** One slow hash after another and before any lock is taken, so that people who sign in meanwhile need not queue behind all. */
export async function writeLetters(portal: Portal, people: readonly NewPerson[]): Promise<WrittenLetter[]> {
  const letters: WrittenLetter[] = []
  for (const { pseudonym, language, birth_date } of people) {
    const secrets = await newInvitationSecrets(portal.secrets, birth_date)
    const url = `${portal.settings.url}/${language}/invitation?for=${secrets.selector}`
    letters.push({ pseudonym, language, url, secrets })
  }
  return letters
}

/**
 * Makes these letters the ones that open the enrolments of their pseudonyms, in the order of the letters. Earlier ones
 * open nothing any more; whoever claimed one keeps what she claimed.
 */
export async function sendLetters(
  tx: Tx,
  organisationId: string,
  letters: readonly WrittenLetter[],
  at: Date,
): Promise<Enrolled[]> {
  const people = { organisationId, pseudonyms: letters.map(({ pseudonym }) => pseudonym) }
  const ids = (await findEnrolmentsAmong(tx, people)).map(({ id }) => id)
  const standing = (await lockEnrolments(tx, ids)).filter(({ retiredAt }) => retiredAt === null)
  await voidOpenLetters(tx, ids, at)

  const found = new Map(standing.map((enrolment) => [enrolment.pseudonym, enrolment]))
  const addressed = letters.flatMap((letter) => {
    const enrolment = found.get(letter.pseudonym)
    return enrolment ? [{ ...letter, enrolment }] : []
  })
  const expiresAt = new Date(at.getTime() + LETTER_DAYS * 86_400_000)
  await insertLetters(
    tx,
    addressed.filter(isUnclaimed).map(({ enrolment, secrets: { code: _, ...kept } }) => ({
      id: randomUUID(),
      enrolmentId: enrolment.id,
      createdAt: at,
      expiresAt,
      ...kept,
    })),
  )
  return addressed.map((letter) => enrolled(letter, expiresAt))
}

type Addressed = WrittenLetter & { enrolment: Enrolment }

function isUnclaimed({ enrolment }: Addressed): boolean {
  return enrolment.claimedAt === null
}

function enrolled(letter: Addressed, expiresAt: Date): Enrolled {
  const { enrolment, pseudonym, url, secrets } = letter
  const invitation = { code: secrets.code, url, expires_at: expiresAt.toISOString() }
  return { enrolment_id: enrolment.id, pseudonym, invitation: isUnclaimed(letter) ? invitation : null }
}
