import { describe, expect, test } from 'vitest'
import type { FormChange } from '#app/domain/consent/form.ts'
import { addDays, dayOf } from '#app/domain/day.ts'
import { supersedeForm } from '#app/services/supersede-form.server.ts'
import { contributorWorld, place, QUESTIONS } from '#tests/support/contributor-world.ts'
import { signedIn } from '#tests/support/signed-in.ts'
import { aWordedForm } from '#tests/support/worded-form.ts'

const her = contributorWorld()

const CHANGED = '/en/choices/lung/what-changed'
const LATER = `${CHANGED}/later`

/** A version that follows hers; its author says in one sentence what is different. */
async function changes(change: FormChange): Promise<void> {
  const { en } = aWordedForm('lung', 'new').words
  if (!en) throw new Error('the form has no words')
  const words = { en: { ...en, what_changed: ['Results are kept for ten years.'] } }
  await her.publishNewForm({ follows: her.formId(), change, words })
}

const keep = (fields: Record<string, string> = { again: 'in-a-month' }) =>
  her.browser.post(LATER, { form: her.formId(), ...fields })

describe('after a major version', () => {
  test('her first page says that the questions have changed and that what she said still counts', async () => {
    await her.saysYes()
    expect(await her.read('/en/choices')).not.toContain(CHANGED)
    await changes('major')
    const page = await her.read('/en/choices')
    expect(page).toContain('The questions have changed')
    expect(page).toContain('what you said before still counts until you answer.')
    expect(page).toContain(`href="${CHANGED}"`)
    expect(page).toContain('You said yes')
  })

  test('she reads what changed and what she said before, and finds three ways on', async () => {
    await her.saysYes()
    await changes('major')
    const page = await her.read(CHANGED)
    expect(page).toContain('Results are kept for ten years.')
    expect(page).toContain('Companies may not use my data.')
    for (const way of [QUESTIONS, LATER, '/en/choices/lung/withdrawal']) {
      expect(page).toContain(`class="button button--second" href="${way}"`)
    }
    expect(await her.recorded()).toEqual(['consent-given'])
  })

  test('keeping it for now is recorded in the words of the page, and her yes stands', async () => {
    await her.saysYes()
    await changes('major')
    const kept = await keep()
    const receipt = await her.read(place(kept) ?? '')
    expect(receipt).toContain('You want to decide later about the new questions')
    expect(receipt).toContain('Your earlier yes stays as it is.')
    expect(receipt).not.toContain('Nobody may use')
    expect(await her.recorded()).toEqual(['consent-given', 'consent-deferred'])
    const page = await her.read('/en/choices')
    expect(page).toContain('You said yes')
    expect(page).toContain('We ask you again on')
    expect(page).not.toContain('until you answer')
    expect(await her.read('/en/history')).toContain('You want to decide later about the new questions')
  })

  test('on the day that she chose, her first page asks again', async () => {
    await her.saysYes()
    await changes('major')
    await keep({ again: 'on-a-day', again_day: addDays(dayOf(new Date()), 10) })
    her.accord.setTime(new Date(Date.now() + 10 * 86_400_000))
    her.browser = await signedIn(her.accord, her.server.url, her.person)
    expect(await her.read('/en/choices')).toContain('until you answer')
  })

  test.each<[string, Record<string, string>, number]>([
    ['without saying when', {}, 422],
    ['with a day that is none', { again: 'on-a-day', again_day: '2026-02-30' }, 422],
    ['with a day gone by', { again: 'on-a-day', again_day: '2020-01-01' }, 422],
    ['with what is no choice', { again: 'never-ever' }, 422],
    ['with what nobody can read', { again: 'in-a-week', again_day: 'a\u0000b' }, 400],
  ])('keeping it %s records nothing and says what is wrong', async (_, fields, status) => {
    await her.saysYes()
    await changes('major')
    const again = await keep(fields)
    expect([again.status, (await again.text()).includes('class="error-summary"')]).toEqual([status, true])
    expect(await her.recorded()).toEqual(['consent-given'])
  })

  test('of two versions in a row, the page of the first records nothing', async () => {
    await her.saysYes()
    await changes('major')
    const stale = her.formId()
    await changes('major')
    expect(place(await keep({ form: stale, again: 'in-a-week' }))).toBe(CHANGED)
    expect(await her.recorded()).toEqual(['consent-given'])
  })

  test.each([
    ['no', 'ends.'],
    ['later', 'stays as it is. I have not said yes to the new questions.'],
  ])('the check page before a %s says that her earlier yes %s', async (answer, becomes) => {
    await her.saysYes()
    await changes('major')
    await her.answer('take-part', answer)
    expect(await her.read(`${QUESTIONS}/check`)).toMatch(new RegExp(`My earlier yes of [^.]* ${becomes}`))
  })

  test('the check page before a yes says that it replaces her earlier one, and the receipt keeps it', async () => {
    await her.saysYes()
    await changes('major')
    await her.answer('take-part', 'yes')
    await her.answer('companies', 'yes')
    expect(await her.read(`${QUESTIONS}/check`)).toContain('This replaces my earlier yes of')
    expect(await her.read(place(await her.confirm()) ?? '')).toContain('This replaces my earlier yes of')
    expect(await her.recorded()).toEqual(['consent-given', 'consent-changed'])
    expect(await her.read('/en/choices')).not.toContain(CHANGED)
  })

  test('where her own version was taken back, she reads that her yes does not count', async () => {
    await her.saysYes()
    await supersedeForm(her.accord.portal, { formId: her.formId(), by: { name: 'test', reason: 'test' } as never })
    await changes('minor')
    for (const page of ['/en/choices', CHANGED]) {
      expect(await her.read(page)).toContain('Your yes does not count until you answer again.')
    }
  })
})

describe('after a minor version', () => {
  test('she is told what changed, that nothing she said changes, and no more once she has seen it', async () => {
    await her.saysYes()
    await changes('minor')
    expect(await her.read('/en/choices')).toContain('We changed some words')
    const page = await her.read(CHANGED)
    expect(page).toContain('Results are kept for ten years.')
    expect(page).not.toContain(LATER)
    expect(place(await her.browser.post(CHANGED, { form: her.formId() }))).toBe('/en/choices')
    expect(await her.read('/en/choices')).not.toContain('We changed some words')
    expect(await her.recorded()).toEqual(['consent-given'])
    await changes('minor')
    expect(await her.read('/en/choices')).toContain('We changed some words')
  })

  test('there is nothing to keep', async () => {
    await her.saysYes()
    await changes('minor')
    expect(place(await keep())).toBe('/en/choices')
    expect(await her.recorded()).toEqual(['consent-given'])
  })
})

describe('nothing is asked again', () => {
  test.each(['nobody', 'refusing'])('of %s', async (who) => {
    if (who === 'refusing') {
      await her.answer('take-part', 'no')
      await her.confirm()
    }
    await changes('major')
    expect(await her.read('/en/choices')).not.toContain(CHANGED)
    expect(place(await her.browser.get(CHANGED))).toBe('/en/choices')
    expect(place(await her.browser.get(LATER))).toBe('/en/choices')
    expect(place(await keep())).toBe('/en/choices')
  })

  test('of who has not signed in', async () => {
    her.browser.cookies.clear()
    expect(place(await her.browser.get(CHANGED))).toContain('/en/sign-in')
    expect(place(await keep())).toContain('/en/sign-in')
  })
})
