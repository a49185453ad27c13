/** One thing that is missing: of what, and whether nobody can be served without it. */
export type Missing = { code: MissingCode; of: string | null; stops: boolean }

export type MissingCode =
  | 'no-programme'
  | 'no-published-form'
  | 'no-editor-and-approver'
  | 'no-data-protection-contact'
  | 'nobody-answers-rights'
  | 'no-hospital'
  | 'no-node-in-programme'
  | 'no-active-node'
  | 'node-never-asked'
  | 'no-second-clerk'
  | 'no-finding-path'
  | 'password-not-exchanged'
  | 'worker-not-running'
  | 'no-mail-server'

/** How far a portal has been set up; members of staff by their ids, those whose account is closed left out. */
export type Readiness = {
  programmes: { id: string; contact: string; hasForm: boolean; nodes: number; editors: string[]; approvers: string[] }[]
  hospitals: {
    slug: string
    nodes: { clientId: string; hasAsked: boolean }[]
    clerks: number
    hasFindingPath: boolean
  }[]
  operators: number
  /** E-mail addresses whose password was handed out and never exchanged. */
  waiting: string[]
  listsArePublished: boolean
  hasMail: boolean
}

/** What is missing before the first person can be served, what stops it first. */
export function missingFrom(portal: Readiness): Missing[] {
  const all = [
    ...ofPlatform(portal),
    ...portal.programmes.flatMap((one) => ofProgramme(one, portal.operators)),
    ...portal.hospitals.flatMap(ofHospital),
  ]
  return [...all.filter(({ stops }) => stops), ...all.filter(({ stops }) => !stops)]
}

function ofPlatform({ programmes, hospitals, listsArePublished, hasMail, waiting }: Readiness): Missing[] {
  return [
    ...stopsIf(programmes.length === 0, 'no-programme'),
    ...stopsIf(hospitals.length === 0, 'no-hospital'),
    ...stopsIf(!listsArePublished, 'worker-not-running'),
    ...laterIf(!hasMail, 'no-mail-server'),
    ...waiting.flatMap((email) => laterIf(true, 'password-not-exchanged', email)),
  ]
}

function ofProgramme(
  { id, contact, hasForm, nodes, editors, approvers }: Readiness['programmes'][number],
  operators: number,
): Missing[] {
  const hasTwo = editors.some((editor) => approvers.some((approver) => approver !== editor))
  return [
    ...stopsIf(!hasForm, 'no-published-form', id),
    ...stopsIf(!contact, 'no-data-protection-contact', id),
    ...stopsIf(nodes === 0, 'no-node-in-programme', id),
    ...stopsIf(approvers.length === 0 && operators === 0, 'nobody-answers-rights', id),
    ...laterIf(!hasTwo, 'no-editor-and-approver', id),
  ]
}

/** What could permit something at a desk takes two clerks. */
const CLERKS = 2

function ofHospital({ slug, nodes, clerks, hasFindingPath }: Readiness['hospitals'][number]): Missing[] {
  return [
    ...stopsIf(nodes.length === 0, 'no-active-node', slug),
    ...stopsIf(clerks < CLERKS, 'no-second-clerk', slug),
    ...laterIf(!hasFindingPath, 'no-finding-path', slug),
    ...nodes.filter(({ hasAsked }) => !hasAsked).flatMap(({ clientId }) => laterIf(true, 'node-never-asked', clientId)),
  ]
}

function stopsIf(isSo: boolean, code: MissingCode, of: string | null = null): Missing[] {
  return isSo ? [{ code, of, stops: true }] : []
}

function laterIf(isSo: boolean, code: MissingCode, of: string | null = null): Missing[] {
  return isSo ? [{ code, of, stops: false }] : []
}
