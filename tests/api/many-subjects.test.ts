import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isSubject, manySubjects } from '#app/api/many-subjects.ts'
import { subject } from '#app/api/vocabulary.ts'

const anything = fc.oneof(
  fc.anything(),
  fc.string({ unit: 'binary', maxLength: 70 }),
  fc.constantFrom('', 'a\0b', '\uD800', '\uFFFD', 'a'.repeat(64), 'a'.repeat(65), new String('a'), ['a']),
)

test('a list of subjects accepts exactly what each of them alone would be accepted as', () => {
  fc.assert(
    fc.property(fc.array(anything, { minLength: 1, maxLength: 4 }), (values) => {
      const each = values.map((value) => subject.safeParse(value).success)
      expect(values.map(isSubject)).toEqual(each)
      expect(manySubjects(10).safeParse(values).success).toBe(each.every(Boolean))
    }),
    { numRuns: 5000 },
  )
})

test.each([
  ['no list', 'a', []],
  ['none', [], []],
  ['too many', ['a', 'b', 'c'], []],
  ['something that is no text', ['a', 7], [1]],
  ['nothing where somebody should be', [null, 'a'], [0]],
])('%s is refused where it stands', (_, value, path) => {
  const read = manySubjects(2).safeParse(value)
  expect(read.error?.issues.map((issue) => issue.path)).toEqual([path])
})

test('what was sent is what is read', () => {
  expect(manySubjects(2).parse(['a', 'b'])).toEqual(['a', 'b'])
})
