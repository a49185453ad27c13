import { findProgrammes, type Programme } from '#db/queries/programmes.server.ts'
import type { Portal } from '../portal.server.ts'

export type Contacts = {
  id: string
  name: string
  authority: string
  contact: { name: string; email: string; phone: string }
  supervisors: { country: string; name: string; website: string }[]
}

/** Whom to ask about each programme, its name in the reader's language. */
export async function readContacts({ db }: Portal, language: string): Promise<Contacts[]> {
  return (await db.as('public', findProgrammes)).map((programme) => contactsOf(programme, language))
}

function contactsOf({ id, details }: Programme, language: string): Contacts {
  return {
    id,
    name: details.names[language] ?? details.names.en ?? id,
    authority: details.authority,
    contact: details.data_protection_contact,
    supervisors: Object.entries(details.supervisory_authority).map(([country, one]) => ({ country, ...one })),
  }
}
