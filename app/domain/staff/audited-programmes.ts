import type { HeldRole } from './permission.ts'

/** The programmes whose past questions these roles may ask again: an auditor's own, nobody else's. */
export function auditedProgrammes(roles: readonly HeldRole[]): string[] {
  const audited = roles.filter(({ role }) => role === 'auditor').flatMap(({ programmeId }) => programmeId ?? [])
  return [...new Set(audited)]
}
