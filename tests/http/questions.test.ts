import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { asksAgain } from '#app/domain/consent/ask-again.ts'
import { addDays, dayOf } from '#app/domain/day.ts'
import { readMyChoices } from '#app/services/read-my-choices.server.ts'
import { findDraft } from '#db/queries/drafts.server.ts'
import { consents } from '#db/schema/index.ts'
import { contributorWorld, place, QUESTIONS } from '#tests/support/contributor-world.ts'
import { aLayeredForm, publishes } from '#tests/support/worded-form.ts'

const her = contributorWorld()

describe('the questions', () => {
  test('lead from one to the next, to the check page and to a receipt in the words of the form', async () => {
    expect(await her.read(QUESTIONS)).toContain(`${QUESTIONS}/take-part`)
    expect(place(await her.answer('take-part', 'yes'))).toBe(`${QUESTIONS}/companies`)
    expect(place(await her.answer('companies', 'no'))).toBe(`${QUESTIONS}/check`)
    const check = await her.read(`${QUESTIONS}/check`)
    expect(check).toContain('Companies may not use my data.')
    expect(await her.recorded()).toEqual([])

    const confirmed = await her.confirm()
    expect([confirmed.status, place(confirmed)]).toEqual([303, expect.stringMatching(/^\/en\/receipts\/[\w-]{36}$/)])
    const receipt = await her.read(place(confirmed) ?? '')
    expect(receipt).toContain('No companies. Companies may not.')
  })

  test('choose nothing for anyone', async () => {
    expect(await her.read(`${QUESTIONS}/take-part`)).not.toMatch(/<input[^>]* checked/)
  })

  test('end with a no', async () => {
    expect(place(await her.answer('take-part', 'no'))).toBe(`${QUESTIONS}/check`)
    await her.confirm()
    expect(await her.recorded()).toEqual(['consent-refused'])
  })

  test('tell with each answer what it would mean, before it is chosen', async () => {
    const page = await her.read(`${QUESTIONS}/take-part`)
    expect(page).toContain('This would mean:')
    expect(page).toContain('Universities, public hospitals and non-profit organisations may use my CT scans.')
    expect(page).toContain('Nobody may use my data in this programme.')
    await her.answer('take-part', 'yes')
    expect(await her.read(`${QUESTIONS}/companies`)).toContain('Companies may not use my data.')
  })

  test('take no two answers where one is asked for, and keep the one that was given', async () => {
    await her.answer('take-part', 'yes')
    const two = new URLSearchParams([
      ['answer', 'yes'],
      ['answer', 'no'],
    ])
    const again = await her.browser.post(`${QUESTIONS}/take-part`, two as unknown as Record<string, string>)
    expect([again.status, (await again.text()).includes('Please choose one of the answers')]).toEqual([422, true])
    expect(await her.read(QUESTIONS)).toContain(`${QUESTIONS}/companies`)
  })

  test.each([{}, { answer: 'maybe' }, { answer: 'y\u0000s' }, { answer: 'y'.repeat(600) }])(
    'say clearly what is wrong with an answer like %o',
    async (fields) => {
      const again = await her.browser.post(`${QUESTIONS}/take-part`, fields as Record<string, string>)
      expect([400, 422]).toContain(again.status)
      expect(await again.text()).toContain('class="error-summary"')
    },
  )

  test('are not there for a programme or a question that nobody knows', async () => {
    expect((await her.browser.get('/en/choices/nothing/questions')).status).toBe(404)
    expect((await her.browser.get('/en/choices/constructor/withdrawal')).status).toBe(404)
    expect((await her.browser.get(`${QUESTIONS}/nothing`)).status).toBe(404)
  })

  test('are for people who have signed in', async () => {
    her.browser.cookies.clear()
    for (const path of [QUESTIONS, '/en/choices', '/en/uses', '/en/history', '/en/choices/lung/withdrawal']) {
      expect(place(await her.browser.get(path))).toBe(`/en/sign-in?next=${encodeURIComponent(path)}`)
    }
    expect(place(await her.answer('take-part', 'yes'))).toContain('/en/sign-in')
  })
})

describe('a confirmation', () => {
  test('sent twice records once, and both lead to the same receipt', async () => {
    await her.answer('take-part', 'yes')
    await her.answer('companies', 'no')
    const [one, two] = await Promise.all([her.confirm(), her.confirm()])
    expect(place(one)).toBe(place(two))
    expect(place(await her.confirm())).toBe(place(one))
    expect(await her.recorded()).toEqual(['consent-given'])
  })

  test('of a form that has changed asks again and keeps the answers that still fit', async () => {
    await her.answer('take-part', 'yes')
    await her.answer('companies', 'no')
    const stale = her.formId()
    await her.publishNewForm()
    const refused = await her.confirm(stale)
    expect(place(refused)).toBe(`${QUESTIONS}?changed`)
    expect(await her.recorded()).toEqual([])
    expect(await her.read(place(refused) ?? '')).toContain('The questions have changed')
    expect(await her.read(`${QUESTIONS}/check`)).toContain('Companies may not use my data.')
    await her.confirm()
    expect(await her.recorded()).toEqual(['consent-given'])
  })

  test('is asked for anew where an answer was given on a page of the form before', async () => {
    const form = her.formId()
    await her.publishNewForm()
    const answered = await her.browser.post(`${QUESTIONS}/take-part`, { answer: 'yes', form })
    expect(place(answered)).toBe(`${QUESTIONS}?changed`)
    expect(place(await her.answer('companies', 'no'))).toBe(`${QUESTIONS}/check`)
  })

  test('of answers that another window has changed records nothing', async () => {
    await her.answer('take-part', 'yes')
    await her.answer('companies', 'no')
    const shown = JSON.stringify({ 'take-part': 'yes', companies: 'no' })
    await her.answer('companies', 'yes')
    const again = await her.browser.post(`${QUESTIONS}/check`, { form: her.formId(), confirm: 'yes', shown })
    expect([again.status, (await again.text()).includes('Your answers have changed')]).toEqual([422, true])
    expect(await her.recorded()).toEqual([])
  })

  test('cannot be a yes while an objection stands', async () => {
    await her.browser.post('/en/choices/objection', { answer: 'object', country: 'SI' })
    await her.answer('take-part', 'yes')
    await her.answer('companies', 'no')
    const refused = await her.confirm()
    expect([refused.status, (await refused.text()).includes('/en/choices/objection')]).toEqual([422, true])
    expect(await her.recorded()).toEqual(['objected'])
  })
})

describe('whoever wants to choose in detail', () => {
  const WHO = `${QUESTIONS}/who`
  const ticks = (...values: string[]) =>
    her.browser.post(
      WHO,
      new URLSearchParams(values.map((value) => ['answer', value])) as unknown as Record<string, string>,
    )
  const wantsToChoose = async () => {
    await publishes(her.accord, aLayeredForm('lung', `layered-${her.formId()}`))
    return her.answer('take-part', 'choose')
  }

  test('ticks as much as she likes, and it comes to exactly that', async () => {
    expect(place(await wantsToChoose())).toBe(WHO)
    expect(await her.read(WHO)).toContain('Universities and public hospitals may use my data.')
    expect(place(await ticks('charities', 'universities'))).toBe(`${QUESTIONS}/companies`)
    const again = await her.read(WHO)
    expect(again.match(/<input[^>]*type="checkbox"[^>]* checked/g)).toHaveLength(2)
    expect(again).toContain('Question 2 of 3')
  })

  test.each([
    [[]],
    [['insurers']],
    [['companies', 'insurers']],
    [['companies', 'companies']],
    [Array(60).fill('companies')],
  ])('is told what is wrong with the ticks %j', async (values) => {
    await wantsToChoose()
    const again = await ticks(...values)
    expect([again.status, (await again.text()).includes('class="error-summary"')]).toEqual([422, true])
    expect(place(await her.answer('companies', 'no'))).toBe(WHO)
  })

  test('and nobody else is asked whom she allows', async () => {
    await wantsToChoose()
    expect(place(await her.answer('take-part', 'yes'))).toBe(`${QUESTIONS}/companies`)
    expect(place(await her.browser.get(WHO))).toBe(QUESTIONS)
  })
})

describe('whoever says later', () => {
  const says = async (fields: Record<string, string>) => {
    await her.answer('take-part', 'later')
    return her.browser.post(`${QUESTIONS}/check`, { form: her.formId(), confirm: 'yes', ...fields })
  }
  const today = () => dayOf(her.accord.portal.clock.now())
  const NOTICE = 'You wanted us to ask you again'

  test('is asked again on the day that she chose, and not before', async () => {
    const day = addDays(today(), 40)
    const receipt = await her.read(place(await says({ again: 'on-a-day', again_day: day })) ?? '')
    expect(receipt).toContain('When shall we ask you again?')
    expect(await her.read('/en/choices')).toContain('We will ask you again on')
    const laterOn = readMyChoices(her.accord.portal, her.person.id)
    const [choice] = (await laterOn).choices
    expect([asksAgain(choice?.consent ?? null, addDays(day, -1)), asksAgain(choice?.consent ?? null, day)]).toEqual([
      false,
      true,
    ])
    expect(await her.read('/en/choices')).not.toContain(NOTICE)
    await her.accord.owner.as('public', (tx) =>
      tx.update(consents).set({ askAgainOn: today() }).where(eq(consents.contributorId, her.person.id)),
    )
    expect(await her.read('/en/choices')).toContain(NOTICE)
    expect(await her.read(QUESTIONS)).toContain(`${QUESTIONS}/take-part`)
  })

  test.each([
    [{}, 'Please choose one of the answers'],
    [{ again: 'some-day' }, 'Please choose one of the answers on this page'],
    [{ again: 'on-a-day' }, 'There is no such day'],
    [{ again: 'on-a-day', again_day: '2027-02-30' }, 'There is no such day'],
    [{ again: 'on-a-day', again_day: '2020-01-01' }, 'This day is too early'],
    [{ again: 'on-a-day', again_day: '2099-01-01' }, 'This day is too far away'],
  ])('is told what is wrong with %o, and nothing is recorded', async (fields, sentence) => {
    const again = await says(fields as Record<string, string>)
    expect([again.status, (await again.text()).includes(sentence)]).toEqual([422, true])
    expect(await her.recorded()).toEqual([])
  })
})

describe('the questions for understanding', () => {
  const UNDERSTANDING = `${QUESTIONS}/understanding`

  test('are offered and stand in nobody’s way', async () => {
    expect(await her.read(QUESTIONS)).toContain(UNDERSTANDING)
    expect(await her.read(UNDERSTANDING)).toContain('Can you stop later?')
    expect(await her.read(UNDERSTANDING)).not.toContain('You can stop at any time.')
  })

  test.each([
    [{ stop: 'yes' }, 'Yes, that is right.'],
    [{ stop: 'no' }, 'Not quite.'],
    [{ stop: 'never' }, 'This is the answer:'],
    [{}, 'This is the answer:'],
    [{ stop: 'x'.repeat(600) }, 'This is the answer:'],
  ])('correct kindly whoever sends %o, and record nothing', async (guess, verdict) => {
    const shown = await her.browser.post(UNDERSTANDING, guess as Record<string, string>)
    const page = await shown.text()
    expect([shown.status, page.includes(verdict), page.includes('You can stop at any time.')]).toEqual([
      200,
      true,
      true,
    ])
    expect(await her.recorded()).toEqual([])
    const draft = await her.accord.portal.db.as({ subject: her.person.id }, (tx) =>
      findDraft(tx, { contributorId: her.person.id, programmeId: 'lung' }),
    )
    expect(draft).toBeNull()
  })
})
