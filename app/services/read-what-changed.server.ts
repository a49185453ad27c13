import { findProgramme, type Programme } from '#db/queries/programmes.server.ts'
import { findForms } from '#db/queries/reconsent-requests.server.ts'
import { findStanding } from '#db/queries/standings.server.ts'
import type { Form } from '../domain/consent/form.ts'
import { type ConsentStanding, consentTo } from '../domain/consent/standing.ts'
import type { Portal } from '../portal.server.ts'
import { type AskedOf, findAskedAgain } from './find-asked-again.server.ts'

/** A person's yes, the version that she said it to, and what came since; null where nothing newer asks anything of her. */
export type WhatChanged = {
  programme: Programme
  consent: ConsentStanding
  asked: AskedOf
  before: Form
  after: Form
  versions: Form[]
}

export async function readWhatChanged(
  { db, clock }: Portal,
  { contributorId, programmeId }: { contributorId: string; programmeId: string },
): Promise<WhatChanged | null> {
  return db.as({ subject: contributorId }, async (tx) => {
    const standing = await findStanding(tx, contributorId)
    const all = await findAskedAgain(tx, contributorId, standing, clock.now())
    const asked = all.find((one) => one.programmeId === programmeId)
    const consent = consentTo(standing, programmeId)
    const programme = await findProgramme(tx, programmeId)
    if (!asked || !consent || !programme) return null
    const versions = await findForms(tx, [asked.agreed, ...asked.versions.map(({ id }) => id)])
    const [before, after] = [asked.agreed, asked.newer].map((id) => versions.find((form) => form.id === id))
    return before && after ? { programme, consent, asked, before, after, versions } : null
  })
}
