import type { Tx } from '#db/client.server.ts'
import { note } from '#db/queries/audit.server.ts'
import { findForm } from '#db/queries/forms.server.ts'
import { findPaper, findYesBehind, lockPaper, notePaperCheck, type PaperRow } from '#db/queries/papers.server.ts'
import { findStanding } from '#db/queries/standings.server.ts'
import { openPaper } from '../crypto/paper-seal.server.ts'
import type { Actor, ConsentEvent, Snapshot } from '../domain/consent/events.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import { type CheckRefusal, foundCorrect, foundIncorrect } from '../domain/paper/second-check.ts'
import type { Portal } from '../portal.server.ts'
import { askForRemoval } from './ask-for-removal.server.ts'
import { holderOf } from './enter-paper.server.ts'
import { type DeskClerk, holdDesk } from './hold-desk.server.ts'
import { type HeldRecord, holdRecord } from './hold-record.server.ts'
import { recordConsentEvent } from './record-consent-event.server.ts'
import { undoneIfRefused } from './undone-if-refused.server.ts'

/** What a clerk found; `incorrect` with the words that the person is shown where it takes something back. */
export type Finding = { quality: 'correct' } | { quality: 'incorrect'; snapshot: Snapshot }

export type PaperCheck = { clerk: DeskClerk; paperId: string; finding: Finding }

export type CheckPaperRefusal = CheckRefusal | 'not-allowed' | 'paper-not-found' | 'person-died'

/** A second clerk compares what was entered with the scan: only then does what permits count. */
export function checkPaper(
  portal: Portal,
  { clerk, paperId, finding }: PaperCheck,
): Promise<Decision<{ changed: boolean }, CheckPaperRefusal>> {
  const { organisationId } = clerk
  return undoneIfRefused<{ changed: boolean }, CheckPaperRefusal>(portal, organisationId, async (tx) => {
    if (!(await holdDesk(tx, clerk))) return refused('not-allowed')
    const filed = await findPaper(tx, { organisationId, id: paperId })
    const held = filed && (await holdRecord(portal, tx, { organisationId, pseudonym: filed.pseudonym }))
    const paper = held && (await lockPaper(tx, paperId))
    if (!paper || held.contributor.id !== paper.contributorId) return refused('paper-not-found')

    const { diedOn } = held.contributor
    if (diedOn && paper.waits && finding.quality === 'correct') return refused('person-died')
    const decision = await decided(portal, tx, { paper, held, finding, staffId: clerk.staffId })
    if (!decision.ok) return decision
    await recordCheck(portal, tx, { paper, held, finding, clerk, event: decision.event })
    return recorded({ changed: decision.event !== null })
  })
}

type Checked = { paper: PaperRow; held: HeldRecord; finding: Finding }

async function decided(
  portal: Portal,
  tx: Tx,
  { paper, held, finding, staffId }: Checked & { staffId: string },
): Promise<Decision<ConsentEvent | null, CheckRefusal>> {
  const content = openPaper(holderOf(portal, held.contributor.wrappedKey), paper.sealed)
  const standing = await findStanding(tx, held.contributor.id)
  const entered = { ...paper, content }
  if (finding.quality === 'incorrect') {
    const hers = { contributorId: held.contributor.id, programmeId: paper.programmeId }
    return foundIncorrect(standing, entered, { ...finding, yesBehind: await findYesBehind(tx, hers) })
  }

  const form = 'formId' in content.says ? await findForm(tx, content.says.formId) : null
  return foundCorrect(standing, entered, { form, clerk: staffId, at: portal.clock.now() })
}

async function recordCheck(
  portal: Portal,
  tx: Tx,
  { paper, held, finding, clerk, event }: Checked & { clerk: DeskClerk; event: ConsentEvent | null },
): Promise<void> {
  const at = portal.clock.now()
  const { contributor } = held
  const { quality } = finding
  const by: Actor = { kind: 'organisation', id: clerk.organisationId, how: paper.wayIn }
  const added = event && (await recordConsentEvent(portal, tx, contributor, event, by))
  if (event?.type === 'consent-withdrawn' && event.tier === 'remove') {
    await askForRemoval(tx, contributor.id, [paper.programmeId], at)
  }
  const permitEventId = quality === 'correct' ? (added?.id ?? null) : paper.permitEventId
  await notePaperCheck(tx, paper.id, { quality, checkedBy: clerk.staffId, checkedAt: at, permitEventId })
  const detail = { paper: paper.id, quality }
  await note(tx, { actorKind: 'staff', actorId: clerk.staffId, action: 'paper-checked', detail }, at)
}
