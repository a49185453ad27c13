import type { HeldRole } from '../staff/permission.ts'

export type DataUseVerb = 'read' | 'draft' | 'edit' | 'approve' | 'suspend' | 'resume' | 'end'

const ALLOWED: Record<string, readonly DataUseVerb[]> = {
  editor: ['read', 'draft', 'edit'],
  approver: ['read', 'approve', 'suspend', 'resume', 'end'],
  auditor: ['read'],
}

/** Whether these roles allow this with the data uses of this programme; a role in another programme allows nothing here. */
export function allowsUse(roles: readonly HeldRole[], verb: DataUseVerb, programmeId: string): boolean {
  return roles.some((held) => held.programmeId === programmeId && ALLOWED[held.role]?.includes(verb))
}

/** The programmes in which these roles allow this. */
export function programmesOfUses(roles: readonly HeldRole[], verb: DataUseVerb): string[] {
  const held = [...new Set(roles.flatMap(({ programmeId }) => programmeId ?? []))]
  return held.filter((id) => allowsUse(roles, verb, id))
}
