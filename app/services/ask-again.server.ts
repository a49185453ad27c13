import { type Campaign, holdUntold, remind, tell } from '#db/queries/campaign.server.ts'
import { putMessages } from '#db/queries/messages.server.ts'
import { findVersions, type VersionFacts } from '#db/queries/reconsent-requests.server.ts'
import { askedAgain, MOST_REMINDERS, type VersionsOf } from '../domain/consent/asked-again.ts'
import { NOTHING_RECORDED } from '../domain/consent/standing.ts'
import { dayOf } from '../domain/day.ts'
import type { Portal } from '../portal.server.ts'

const AT_ONCE = 500
const DAY_MS = 86_400_000

/**
 * Tells those whom a newer version concerns, and reminds those who were asked and have not answered: each in bounded
 * batches, and each person once, however many workers do so at the same time.
 */
export async function askAgain(portal: Portal, { atOnce = AT_ONCE } = {}): Promise<void> {
  const programmes = await portal.db.as('public', (tx) => findVersions(tx))
  for (const versions of programmes.values()) {
    const { current, superseded } = versions
    if (!current || superseded.has(current)) continue
    while ((await tellSome(portal, versions, current, atOnce)) === atOnce);
    while ((await remindSome(portal, versions, current, atOnce)) === atOnce);
  }
}

/** One batch of people is told; whom a new version asks something, and not only words, is written to. */
async function tellSome(
  { db, clock }: Portal,
  versions: VersionsOf<VersionFacts>,
  formId: string,
  limit: number,
): Promise<number> {
  const { programmeId } = versions
  return db.as({ task: 'ask-again' }, async (tx) => {
    const campaign: Campaign = { programmeId, formId, at: clock.now(), limit }
    const people = await holdUntold(tx, campaign)
    const told = people.flatMap(({ contributorId, ...consent }) => {
      const asked = askedAgain({ ...NOTHING_RECORDED, consents: { [programmeId]: consent } }, versions, campaign.at)
      return asked ? [{ contributorId, change: asked.change }] : []
    })
    await tell(tx, campaign, told)
    const asked = told.filter(({ change }) => change === 'major').map(({ contributorId }) => contributorId)
    await putMessages(tx, { people: asked, topic: 'asked-again' }, campaign.at)
    return told.length
  })
}

/** One batch of people is reminded, and written to. */
async function remindSome(
  { db, clock, settings }: Portal,
  { programmeId }: VersionsOf<VersionFacts>,
  formId: string,
  limit: number,
): Promise<number> {
  return db.as({ task: 'ask-again' }, async (tx) => {
    const at = clock.now()
    const quietSince = new Date(at.getTime() - settings.remindAfterDays * DAY_MS)
    const reminded = await remind(
      tx,
      { programmeId, formId, at, limit },
      { quietSince, today: dayOf(at), most: MOST_REMINDERS },
    )
    await putMessages(tx, { people: reminded, topic: 'asked-reminder' }, at)
    return reminded.length
  })
}
