import { withdrawConsent } from '#app/services/withdraw-consent.server.ts'
import { aGate, type Gate } from '#tests/gate/support/a-gate.ts'
import { answers } from '#tests/support/act.ts'
import { aContributor, aNode, SNAPSHOT, type TestContributor, type TestNode } from '#tests/support/build.ts'
import type { TestPortal } from '#tests/support/test-portal.ts'

/** A hospital whose people say yes, and later one after another no, with a gate that ought to know. */
export type Hospital = { node: TestNode; gate: Gate; yes: string[]; no: { pseudonym: string; at: number }[] }

export async function aHospital(accord: TestPortal, ask: typeof fetch) {
  const node = await aNode(accord, ['lung'])
  const gate = await aGate(node, { portal: accord.portal.settings.url, ask })
  const people: TestContributor[] = []
  const hospital: Hospital = { node, gate, yes: [], no: [] }

  return {
    hospital,
    somebodySaysYes: async () => {
      const person = await aContributor(accord, node.organisationId)
      await answers(accord, person, 'yes')
      people.push(person)
      hospital.yes.push(person.pseudonym)
    },
    /** Who said yes longest ago withdraws; says who that was. */
    somebodyWithdraws: async () => {
      const person = people.shift()
      if (!person) throw new Error('nobody is left')
      hospital.yes.shift()
      const withdrawal = { programmeId: 'lung', tier: 'stop', snapshot: SNAPSHOT } as const
      await withdrawConsent(accord.portal, { contributorId: person.id, ...withdrawal })
      hospital.no.push({ pseudonym: person.pseudonym, at: performance.now() })
      return person.pseudonym
    },
  }
}

/** What a gate gets wrong about its hospital's people once it has asked anew; a no takes `listsMs` to reach the lists. */
export async function mistakesOf({ gate, yes, no }: Hospital, listsMs: number): Promise<string[]> {
  const began = performance.now()
  const { exitCode, json } = await gate.run('sync')
  const permitted = new Set(await gate.permits([...yes, ...no.map(({ pseudonym }) => pseudonym)]))
  const refused = yes.filter((pseudonym) => !permitted.has(pseudonym))
  const accepted = no.filter(({ pseudonym, at }) => at < began - listsMs && permitted.has(pseudonym))
  return [
    ...(exitCode === 0 ? [] : [`a gate cannot sync: ${JSON.stringify(json)}`]),
    ...(refused.length === 0 ? [] : [`a gate refuses ${refused.length} of ${yes.length} who say yes`]),
    ...(accepted.length === 0 ? [] : [`a gate accepts ${accepted.length} who withdrew`]),
  ]
}
