import { note } from '#db/queries/audit.server.ts'
import { findFormsAtHospital } from '#db/queries/forms-at-hospital.server.ts'
import { findCountry } from '#db/queries/organisations.server.ts'
import {
  type FiledPaper,
  findPaper,
  findPaperScan,
  findPapersOf,
  findPapersOfHospital,
} from '#db/queries/papers.server.ts'
import { openPaper, openScan } from '../crypto/paper-seal.server.ts'
import type { PaperContent, PaperQuality, ScanType, WayIn } from '../domain/paper/paper.ts'
import type { Portal } from '../portal.server.ts'
import type { DeskClerk } from './hold-desk.server.ts'

/** Enough to look back upon; what waits is always among them, because it is worked off first. */
const MOST_LISTED = 200

export type ListedPaper = {
  id: string
  pseudonym: string
  programmeId: string
  wayIn: WayIn
  enteredAt: Date
  quality: PaperQuality
  waits: boolean
  mine: boolean
}

/** The forms that a hospital's people may have on paper. */
export function readPaperForms({ db }: Portal, { organisationId }: DeskClerk) {
  return db.as({ organisation: organisationId }, (tx) => findFormsAtHospital(tx, organisationId))
}

/** The country in which this hospital's people object. */
export function readHospitalCountry({ db }: Portal, { organisationId }: DeskClerk): Promise<string> {
  return db.as('public', (tx) => findCountry(tx, organisationId))
}

/** What a hospital's clerks entered, the latest first; not what it says. */
export async function readPapers({ db }: Portal, { organisationId, staffId }: DeskClerk): Promise<ListedPaper[]> {
  const rows = await db.as({ organisation: organisationId }, (tx) =>
    findPapersOfHospital(tx, organisationId, MOST_LISTED),
  )
  return rows.map((paper) => listed(paper, staffId))
}

export type OpenedPaper = ListedPaper & { content: PaperContent; scan: FiledPaper['scan']; isOpen: boolean }

/** One paper as it was entered; null where it is not this hospital's, or its person closed her account. */
export async function readPaper(portal: Portal, clerk: DeskClerk, id: string): Promise<OpenedPaper | null> {
  const { organisationId, staffId } = clerk
  const paper = await portal.db.as({ organisation: organisationId }, (tx) => findPaper(tx, { organisationId, id }))
  if (!paper?.holderKey) return null
  const holder = { master: portal.secrets.master, wrappedKey: paper.holderKey }
  const content = openPaper(holder, paper.sealed)
  return { ...listed(paper, staffId), content, scan: paper.scan, isOpen: isOpenTo(paper, staffId) }
}

/** The picture of a paper; whoever looks at it is noted. */
export async function readPaperScan(
  { db, clock, secrets }: Portal,
  { organisationId, staffId }: DeskClerk,
  id: string,
): Promise<{ type: ScanType; bytes: Buffer } | null> {
  return db.as({ organisation: organisationId }, async (tx) => {
    const paper = await findPaper(tx, { organisationId, id })
    const scan = paper?.holderKey && isOpenTo(paper, staffId) && (await findPaperScan(tx, paper.id))
    if (!paper?.holderKey || !scan) return null
    const entry = { actorKind: 'staff', actorId: staffId, action: 'paper-scan-seen', detail: { paper: id } } as const
    await note(tx, entry, clock.now())
    return { type: scan.type, bytes: openScan({ master: secrets.master, wrappedKey: paper.holderKey }, scan) }
  })
}

/** What a paper says is for the two who work on it, and of a call for whoever took it; nobody else at the hospital reads it here. */
function isOpenTo({ quality, wayIn, enteredBy, checkedBy }: FiledPaper, staffId: string): boolean {
  const isToBeChecked = quality === 'not-checked' && wayIn === 'paper'
  return isToBeChecked || enteredBy === staffId || checkedBy === staffId
}

export type MyPaper = Pick<ListedPaper, 'id' | 'wayIn' | 'enteredAt' | 'quality' | 'waits'>

/** What her hospitals entered from paper or calls of this person, the latest first. */
export async function readMyPapers({ db }: Portal, contributorId: string): Promise<MyPaper[]> {
  const rows = await db.as({ subject: contributorId }, (tx) => findPapersOf(tx, contributorId))
  return rows.map(({ id, wayIn, enteredAt, quality, waits }) => ({ id, wayIn, enteredAt, quality, waits }))
}

function listed(
  { id, pseudonym, programmeId, wayIn, enteredAt, quality, waits, enteredBy }: FiledPaper,
  staffId: string,
) {
  return { id, pseudonym, programmeId, wayIn, enteredAt, quality, waits, mine: enteredBy === staffId }
}
