import { findKeys } from '#db/queries/keys.server.ts'
import { KEY_PURPOSES } from '../crypto/keyring.server.ts'
import { purposesDue } from '../domain/key/rotation-due.ts'
import type { Portal } from '../portal.server.ts'
import { publishKeys } from './publish-keys.server.ts'
import { rotateKeys } from './rotate-keys.server.ts'

/** Makes known what was put into the folder of keys, and makes new ones as often as the settings say. */
export async function keepKeys(portal: Portal): Promise<void> {
  await publishKeys(portal)
  const { rotateKeysDays: days } = portal.settings
  if (days === null) return
  const known = await portal.db.as('public', findKeys)
  const due = purposesDue(KEY_PURPOSES, known, { days, at: portal.clock.now() })
  if (due.length > 0) await rotateKeys(portal, due)
}
