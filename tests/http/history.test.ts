import { eq, sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { pageSnapshot } from '#app/domain/consent/snapshot.ts'
import { confirmDeath } from '#app/services/confirm-death.server.ts'
import { enterDeath } from '#app/services/enter-death.server.ts'
import { objectToUse } from '#app/services/object-to-use.server.ts'
import { openSession } from '#app/services/open-session.server.ts'
import { takeBackDeath } from '#app/services/take-back-death.server.ts'
import { voidClaim } from '#app/services/void-claim.server.ts'
import { withdrawConsent } from '#app/services/withdraw-consent.server.ts'
import { consentEvents } from '#db/schema/index.ts'
import { aStaffMember } from '#tests/services/support/staff.ts'
import { aContributor, aNode } from '#tests/support/build.ts'
import { contributorWorld } from '#tests/support/contributor-world.ts'
import { aLongRecord } from '#tests/support/long-record.ts'
import { readHistory } from '#tests/support/read-history.ts'

const her = contributorWorld()

async function aClerkAt(organisationId: string) {
  const { id } = await aStaffMember(her.accord, [{ role: 'clerk', organisationId }])
  return { staffId: id, organisationId }
}

/** The blocks of a history page, newest first, without their markup. */
async function blocks(path = '/en/history'): Promise<string[]> {
  const [, list = ''] = (await her.read(path)).split('<ol class="timeline">')
  const [events = ''] = list.split('</ol>')
  return events
    .split('<time ')
    .slice(1)
    .map((block) => block.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' '))
}

const numbers = (events: string[]) => events.map((block) => Number(/Entry (\d+) of/.exec(block)?.[1]))

function between(block: string | undefined, from: string, to: string): string {
  return block?.split(from)[1]?.split(to)[0]?.trim() ?? ''
}

/** What she reads when she withdraws, in Slovenian. */
const STOPS = pageSnapshot('sl', 'Prenehanje', ['Vaši podatki se ne uporabljajo več.'], ['Nihče ne sme uporabljati.'])

describe('the history', () => {
  test('says of each event what was permitted before it and what from then on, in the words and the language of then', async () => {
    await her.saysYes()
    const [given] = await readHistory(her.accord.portal, her.person.id)
    const sentence = given?.snapshot?.summary[0] ?? 'none'
    await withdrawConsent(her.accord.portal, {
      ...{ contributorId: her.person.id, programmeId: 'lung', tier: 'stop' },
      snapshot: STOPS,
    })
    const [withdrawn, first] = await blocks()
    expect(between(first, 'Before', 'From then on')).toBe('Nothing was recorded about this.')
    expect(between(first, 'From then on', 'The words of then')).toContain(sentence)
    expect(between(withdrawn, 'Before', 'From then on')).toContain(sentence)
    expect(between(withdrawn, 'From then on', 'The words of then')).toBe('Nihče ne sme uporabljati.')
    const page = await her.read('/de/history')
    expect(page).toContain('<ul lang="sl"><li>Nihče ne sme uporabljati.</li></ul>')
    expect(page).toMatch(/<div lang="sl"><p><strong>Prenehanje/)
    expect(page).toContain(`<ul lang="en"><li>${sentence}`)
  })

  test('says who acted and how, and shows the seal of each, a receipt beside it', async () => {
    const at = await her.saysYes()
    const [event] = await blocks()
    expect(event).toContain('You, here in Accord')
    expect(event).toMatch(/Proof that nothing was changed .*[0-9a-f]{64}/)
    expect(await her.read('/en/history')).toContain(`href="${at}"`)
  })

  test('keeps one switch apart from another: an objection takes the place of no consent', async () => {
    await her.saysYes()
    const about = { contributorId: her.person.id, country: 'SI' }
    await objectToUse(her.accord.portal, { ...about, snapshot: pageSnapshot('en', 'No', [], ['Nobody may.']) })
    const [objected] = await blocks()
    expect(between(objected, 'Before', 'From then on')).toBe('Nothing was recorded about this.')
  })

  test('says that after a letter was reported nothing was permitted, until she chose again', async () => {
    await her.saysYes()
    const elsewhere = await aNode(her.accord, ['lung'])
    await aContributor(her.accord, elsewhere.organisationId, her.person)
    await voidClaim(her.accord.portal, her.person)
    await aLongRecord(her.accord, her.person.id, 1)
    const [again, voided] = await blocks()
    expect(between(voided, 'From then on', 'See the receipt')).toContain('Nothing that was chosen with this letter')
    expect(between(again, 'Before', 'From then on')).toContain('Nothing was permitted: a letter had been reported')
  })

  test('tells of a death that was reported by mistake, and that what she had said counts again', async () => {
    const { accord, node, person } = her
    await her.saysYes()
    const { organisationId } = node
    const [one, other] = [await aClerkAt(organisationId), await aClerkAt(organisationId)]
    const report = { clerk: one, pseudonym: person.pseudonym, diedOn: '2026-01-02' }
    const entered = await enterDeath(accord.portal, report)
    const deathId = entered.ok ? entered.event.id : ''
    await confirmDeath(accord.portal, { clerk: other, deathId })
    await takeBackDeath(accord.portal, { clerk: one, deathId })
    her.browser.cookies.set('__Host-accord', await openSession(accord.portal, { contributorId: person.id }))
    const [back, reported] = await blocks()
    expect(reported).toContain('Your hospital reported a death')
    expect(back).toContain('counts again from then on')
    for (const block of [back, reported]) expect(block).not.toContain('could not open')
  })

  test('shows twenty events a page, each once, also while new ones come in', async () => {
    await aLongRecord(her.accord, her.person.id, 45)
    const first = await blocks()
    await aLongRecord(her.accord, her.person.id, 3)
    const [second, third] = [await blocks('/en/history?before=26'), await blocks('/en/history?before=6')]
    const seen = [first, second, third].map(numbers)
    expect(seen.map(({ length }) => length)).toEqual([20, 20, 5])
    expect(seen.flat()).toEqual(Array.from({ length: 45 }, (_, index) => 45 - index))
    const page = await her.read('/en/history?before=26')
    expect(page).toContain('Entries 6 to 25 of 48.')
    expect(page).toContain('href="/en/history?before=6"')
    expect(page).toContain('href="/en/history"')
    expect(await her.read('/en/history?before=6')).not.toContain('Earlier entries')
    expect(numbers(await blocks()).at(0)).toBe(48)
  })

  test('leaves nothing out, not even what cannot be opened any more', async () => {
    await aLongRecord(her.accord, her.person.id, 3)
    await her.accord.owner.as('public', async (tx) => {
      await tx.execute(sql`alter table consent_events disable trigger only_added`)
      await tx
        .update(consentEvents)
        .set({ payload: Buffer.from('spoiled') })
        .where(sql`${consentEvents.contributorId} = ${her.person.id} and ${consentEvents.sequence} = 2`)
      await tx.execute(sql`alter table consent_events enable trigger only_added`)
    })
    const [third, second, first] = await blocks()
    expect(numbers([third ?? '', second ?? '', first ?? ''])).toEqual([3, 2, 1])
    expect(await her.read('/en/history'), 'one page needs no count of its entries').not.toContain('Entries 1 to 3')
    expect(between(third, 'Before', 'From then on')).toContain('We could not open these words')
    expect(between(second, 'From then on', 'Proof')).toContain('We could not open')
    const [row] = await her.accord.owner.as('public', (tx) =>
      tx
        .select()
        .from(consentEvents)
        .where(eq(consentEvents.contributorId, her.person.id))
        .orderBy(consentEvents.sequence)
        .limit(1)
        .offset(1),
    )
    expect(second).toContain(row?.snapshotHash?.toString('hex'))
  })

  test.each(['0', '-1', '1.5', 'abc', '9999999999', "1' or 1=1"])(
    'is at no address that ends in %s',
    async (before) => {
      expect((await her.browser.get(`/en/history?before=${encodeURIComponent(before)}`)).status).toBe(404)
    },
  )
})
