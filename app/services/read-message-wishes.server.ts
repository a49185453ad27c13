import { findContributor } from '#db/queries/contributors.server.ts'
import { findMailAddress } from '#db/queries/mail-addresses.server.ts'
import { openAddress } from '../crypto/mail-address.server.ts'
import type { MessageKind } from '../domain/message/topics.ts'
import type { Portal } from '../portal.server.ts'

export type MessageWishes = {
  address: string
  kinds: MessageKind[]
  state: 'unconfirmed' | 'confirmed' | 'undeliverable'
}

/** Where a person is written to and about what, or null. */
export async function readMessageWishes({ db, secrets }: Portal, contributorId: string): Promise<MessageWishes | null> {
  return db.as({ subject: contributorId }, async (tx) => {
    const [row, contributor] = [await findMailAddress(tx, contributorId), await findContributor(tx, contributorId)]
    if (!row?.sealed.length || !contributor?.wrappedKey) return null
    const { sealed, kinds, verifiedAt, undeliverableAt } = row
    const address = openAddress({ master: secrets.master, wrappedKey: contributor.wrappedKey }, sealed)
    return { address, kinds, state: undeliverableAt ? 'undeliverable' : verifiedAt ? 'confirmed' : 'unconfirmed' }
  })
}
