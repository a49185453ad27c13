import { and, asc, eq, gt, isNotNull, isNull, notInArray } from 'drizzle-orm'
import type { Readiness } from '#app/domain/operation/readiness.ts'
import type { Tx } from '../client.server.ts'
import {
  findingPaths,
  formVersions,
  nodeProgrammes,
  nodes,
  organisations,
  programmes,
  staff,
  staffRoles,
  statusLists,
  supersededForms,
} from '../schema/index.ts'

/** How far this portal has been set up; no table here knows a person. */
export async function findReadiness(tx: Tx, listsPublishedSince: Date): Promise<Omit<Readiness, 'hasMail'>> {
  const held = await tx
    .select({ id: staff.id, role: staffRoles.role, programme: staffRoles.programmeId, at: staffRoles.organisationId })
    .from(staffRoles)
    .innerJoin(staff, eq(staff.id, staffRoles.staffId))
    .where(isNull(staff.disabledAt))
  const active = await tx.select().from(nodes).where(eq(nodes.status, 'active')).orderBy(asc(nodes.clientId))
  return {
    programmes: await programmesWith(tx, held),
    hospitals: await hospitalsWith(tx, held, active),
    operators: held.filter(({ role }) => role === 'operator').length,
    waiting: await findWaiting(tx),
    listsArePublished: await areListsPublished(tx, listsPublishedSince),
  }
}

type Held = { id: string; role: string; programme: string | null; at: string | null }

async function programmesWith(tx: Tx, held: Held[]): Promise<Readiness['programmes']> {
  const all = await tx.select().from(programmes).orderBy(asc(programmes.id))
  const takenBack = tx.select({ id: supersededForms.formId }).from(supersededForms)
  const forms = await tx
    .select({ programme: formVersions.programmeId })
    .from(formVersions)
    .where(notInArray(formVersions.id, takenBack))
  const taking = await tx
    .select({ programme: nodeProgrammes.programmeId })
    .from(nodeProgrammes)
    .innerJoin(nodes, eq(nodes.id, nodeProgrammes.nodeId))
    .where(eq(nodes.status, 'active'))
  return all.map(({ id, details }) => ({
    id,
    contact: details.data_protection_contact?.email ?? '',
    hasForm: forms.some(({ programme }) => programme === id),
    nodes: taking.filter(({ programme }) => programme === id).length,
    editors: held.filter(({ role, programme }) => role === 'editor' && programme === id).map((one) => one.id),
    approvers: held.filter(({ role, programme }) => role === 'approver' && programme === id).map((one) => one.id),
  }))
}

async function hospitalsWith(
  tx: Tx,
  held: Held[],
  active: (typeof nodes.$inferSelect)[],
): Promise<Readiness['hospitals']> {
  const all = await tx.select().from(organisations).orderBy(asc(organisations.slug))
  const saying = await tx.select({ id: findingPaths.organisationId }).from(findingPaths)
  return all.map(({ id, slug }) => ({
    slug,
    nodes: active
      .filter(({ organisationId, scopes }) => organisationId === id && scopes.includes('accord/enrolments.write'))
      .map(({ clientId, lastSyncAt }) => ({ clientId, hasAsked: lastSyncAt !== null })),
    clerks: held.filter(({ role, at }) => role === 'clerk' && at === id).length,
    hasFindingPath: saying.some((one) => one.id === id),
  }))
}

async function findWaiting(tx: Tx): Promise<string[]> {
  const rows = await tx
    .select({ email: staff.email })
    .from(staff)
    .where(and(isNotNull(staff.handedOutUntil), isNull(staff.disabledAt)))
    .orderBy(asc(staff.email))
  return rows.map(({ email }) => email)
}

async function areListsPublished(tx: Tx, since: Date): Promise<boolean> {
  const rows = await tx
    .select({ id: statusLists.id })
    .from(statusLists)
    .where(and(isNotNull(statusLists.jwt), gt(statusLists.publishedAt, since)))
    .limit(1)
  return rows.length > 0
}
