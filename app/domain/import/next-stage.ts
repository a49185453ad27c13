import type { ConsentEvent, Snapshot } from '../consent/events.ts'
import type { Answers, Form } from '../consent/form.ts'
import { formSnapshot } from '../consent/snapshot.ts'
import type { Standing } from '../consent/standing.ts'
import type { Day } from '../day.ts'
import { type Decision, recorded, refused } from '../decision.ts'
import { entryOf } from '../paper/entry.ts'
import type { PaperContent } from '../paper/paper.ts'
import { foundCorrect } from '../paper/second-check.ts'
import { hindranceOf, type RowHindrance, type RowStage } from './row-stage.ts'

/** A row as it was entered, and how far it has come. */
export type EnteredRow = {
  signedOn: Day
  language: string
  answers: Answers | null
  summary: string[] | null
  stage: RowStage
  boundEventId: string | null
  permitEventId: string | null
}

/** What is recorded now, if anything, and how far the row is then. */
export type NextStage = { stage: RowStage; event: ConsentEvent | null }

/**
 * Takes a row a stage further by the rules for paper: entered, it binds as far as it narrows; found as the papers are by
 * somebody else, its yes counts.
 */
export function nextStage(
  standing: Standing,
  row: EnteredRow,
  { form, enteredBy, decidedBy, at }: { form: Form; enteredBy: string; decidedBy: string; at: Date },
): Decision<NextStage, RowHindrance> {
  const content = contentOf(form, row)
  if (row.stage === 'new') {
    const entry = entryOf(standing, content, { form, wayIn: 'paper', at })
    if (!entry.ok) return refused(hindranceOf(entry.refusal))
    return recorded({ event: entry.event.event, stage: entry.event.waits ? 'waiting' : 'settled' })
  }
  const paper = { ...row, enteredBy, quality: 'not-checked', waits: true, content } as const
  const check = foundCorrect(standing, paper, { form, clerk: decidedBy, at })
  return check.ok ? recorded({ event: check.event, stage: 'settled' }) : refused(hindranceOf(check.refusal))
}

function contentOf(form: Form, { language, answers, signedOn, summary }: EnteredRow): PaperContent {
  const snapshot: Snapshot = formSnapshot(form, language, answers ?? {}, summary ?? [])
  return { programmeId: form.programmeId, signedOn, says: { formId: form.id, answers: answers ?? {} }, snapshot }
}
