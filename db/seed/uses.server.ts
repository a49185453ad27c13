import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { importJWK, SignJWT } from 'jose'
import type { Portal } from '#app/portal.server.ts'
import type { Tx } from '../client.server.ts'
import { nodes, usageReports, usageSubjects } from '../schema/index.ts'
import { content } from './content.ts'
import type { Demo } from './demo.ts'
import type { SeededHospital } from './hospitals.server.ts'
import type { SeededPerson } from './people.server.ts'

const DAY_MS = 86_400_000
const REPORTED_DAYS_AGO = [150, 120, 90, 60, 30, 8]

/** Half a year of past reports on the first data use, from every hospital, one of them an attempt that was denied. */
export async function seedUses(
  portal: Portal,
  tx: Tx,
  hospitals: SeededHospital[],
  people: SeededPerson[],
): Promise<Demo['data_uses']> {
  const uses = content.dataUses()
  const [use] = uses
  if (!use) throw new Error('the demo has no data use')
  for (const hospital of hospitals) {
    for (const [index, daysAgo] of REPORTED_DAYS_AGO.entries()) {
      const at = new Date(portal.clock.now().getTime() - daysAgo * DAY_MS)
      await seedReport(portal, tx, hospital, {
        sequence: index + 1,
        use,
        at,
        operation: index === REPORTED_DAYS_AGO.length - 1 ? 'validation' : 'training',
        outcome: index === 3 ? 'denied' : 'used',
        people: people.filter(
          (person) => person.nodeId === hospital.nodeId && agreedBefore(person, use.programme, daysAgo),
        ),
      })
    }
    await tx.update(nodes).set({ usageSequence: REPORTED_DAYS_AGO.length }).where(eq(nodes.id, hospital.nodeId))
  }
  return uses.map(({ id, legal_basis, purpose, recipient, region, data }) => ({
    id,
    legal_basis,
    purpose,
    recipient,
    region,
    data,
  }))
}

function agreedBefore({ role, demo }: SeededPerson, programme: string, daysAgo: number): boolean {
  return demo.state === 'consented' && role.programme === programme && role.answeredDaysAgo > daysAgo
}

type PastReport = {
  sequence: number
  use: ReturnType<typeof content.dataUses>[number]
  at: Date
  operation: string
  outcome: 'used' | 'denied'
  people: SeededPerson[]
}

async function seedReport(portal: Portal, tx: Tx, hospital: SeededHospital, report: PastReport): Promise<void> {
  const { sequence, use, at, operation, outcome, people } = report
  const { client_id, private_jwk } = hospital.demo
  const jti = randomUUID()
  const id = randomUUID()
  const jws = await new SignJWT({
    seq: sequence,
    data_use: use.id,
    operation,
    tool: use.tool,
    at: at.toISOString(),
    subjects: people.map(({ demo }) => demo.pseudonym),
    outcome,
  })
    .setProtectedHeader({ alg: 'ES384', kid: private_jwk.kid ?? '', typ: 'usage-report+jwt' })
    .setIssuer(client_id)
    .setAudience(portal.settings.url)
    .setIssuedAt(at)
    .setJti(jti)
    .sign(await importJWK(private_jwk, 'ES384'))
  await tx.insert(usageReports).values({
    id,
    nodeId: hospital.nodeId,
    jti,
    sequence,
    dataUseId: use.id,
    operation,
    toolName: use.tool.name,
    toolVersion: use.tool.version,
    outcome,
    booking: 'accepted',
    unknownSubjects: 0,
    at,
    receivedAt: at,
    jws,
  })
  if (people.length === 0) return
  await tx
    .insert(usageSubjects)
    .values(
      people.flatMap(({ enrolmentId, contributorId }) =>
        contributorId ? [{ reportId: id, enrolmentId, contributorId, covered: true }] : [],
      ),
    )
}
