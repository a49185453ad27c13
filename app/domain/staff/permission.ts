/** A role as it is held: for one programme, at one hospital, or for the platform. */
export type HeldRole = { role: string; programmeId: string | null }

/** What staff do with what people read: summaries and forms alike. */
export type SummaryVerb = 'read' | 'draft' | 'edit' | 'submit' | 'publish' | 'send-back' | 'correct' | 'retire'

const ALLOWED: Record<string, readonly SummaryVerb[]> = {
  editor: ['read', 'draft', 'edit', 'submit'],
  approver: ['read', 'publish', 'send-back', 'correct', 'retire'],
  auditor: ['read'],
}

/** Whether these roles allow this in this programme; a role in another programme allows nothing here. */
export function allows(roles: readonly HeldRole[], verb: SummaryVerb, programmeId: string): boolean {
  return roles.some((held) => held.programmeId === programmeId && ALLOWED[held.role]?.includes(verb))
}

/** The programmes in which these roles allow this. */
export function programmesFor(roles: readonly HeldRole[], verb: SummaryVerb): string[] {
  return [...new Set(roles.flatMap(({ programmeId }) => programmeId ?? []))].filter((id) => allows(roles, verb, id))
}
