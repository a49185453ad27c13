import { expect, test } from 'vitest'
import type { Form } from '#app/domain/consent/form.ts'
import { type Consequence, consequence } from '#app/domain/form/consequence.ts'
import { aForm } from '#tests/support/build.ts'

const v1 = aForm('lung', '1')
const v2: Form = { ...aForm('lung', '2'), follows: 'lung-1', change: 'major' }
const v3: Form = { ...aForm('lung', '3'), follows: 'lung-2', change: 'minor' }

function after(form: Form, people: Record<string, number>): Consequence {
  const yeses = Object.entries(people).map(([formId, people]) => ({ formId, people }))
  return consequence(form, { versions: [v1, v2, v3], yeses, threshold: 10 })
}

test('after a major version everybody before it is asked again, in steps of ten', () => {
  expect(after(v2, { 'lung-1': 57 })).toEqual({ declared: 'major', people: [{ change: 'major', atLeast: 50 }] })
})

test('after a minor version those who answered the one before are told, those before a major one are asked', () => {
  expect(after(v3, { 'lung-1': 30, 'lung-2': 45 }).people).toEqual([
    { change: 'minor', atLeast: 40 },
    { change: 'major', atLeast: 30 },
  ])
})

test('one yes more or less changes nothing that is shown, unless it passes a ten', () => {
  expect(after(v2, { 'lung-1': 51 })).toEqual(after(v2, { 'lung-1': 52 }))
})

test.each([0, 1, 9])('%i people are too few to be shown, even that there are none', (people) => {
  expect(after(v2, { 'lung-1': people }).people).toEqual([{ change: 'major', atLeast: null }])
})

test('a small number takes the other with it, so that the total does not tell it', () => {
  expect(after(v3, { 'lung-1': 3, 'lung-2': 45 }).people.map(({ atLeast }) => atLeast)).toEqual([null, null])
})

test('those who answered the version itself are asked nothing', () => {
  expect(after(v2, { 'lung-2': 500, 'lung-1': 10 }).people).toEqual([{ change: 'major', atLeast: 10 }])
})

test('a version that nobody declared anything about asks everybody', () => {
  const undeclared = { ...aForm('lung', '4'), follows: 'lung-3', change: null }
  expect(after(undeclared, { 'lung-3': 100 })).toEqual({
    declared: null,
    people: [{ change: 'major', atLeast: 100 }],
  })
})
