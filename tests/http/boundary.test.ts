import { expect, test } from 'vitest'
import { z } from 'zod'
import { readForm } from '#app/http/form-data.ts'
import { languageOf, preferredLanguage } from '#app/http/language.ts'
import { problemDocument, statusOf } from '#app/http/problem.ts'
import { safePath } from '#app/http/safe-redirect.ts'

test('the browser’s preference picks the best of our languages', () => {
  expect(preferredLanguage('de;q=0.5, sl')).toBe('sl')
  expect(preferredLanguage('pt-BR, en;q=0.1')).toBe('pt-PT')
  expect(preferredLanguage('fr, es')).toBe('en')
  expect(preferredLanguage('uk;q=0, pl;q=0.1')).toBe('pl')
  for (const broken of [null, '', ';;;', 'q=1', '*', ','.repeat(10_000)]) expect(preferredLanguage(broken)).toBe('en')
})

test('an address names one of our languages exactly, or none', () => {
  expect(languageOf('/pt-PT/choices')).toBe('pt-PT')
  for (const path of ['/', '/pt', '/EN', '/english', '//en', '']) expect(languageOf(path)).toBeNull()
})

test('a place to go on to is on this portal, or it is the first page', () => {
  expect(safePath('/sl/choices?x=1#y')).toBe('/sl/choices?x=1#y')
  const elsewhere = ['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)', 'sl', '', null]
  const disguised = [
    '/\t/evil.example',
    '/..//evil.example',
    '/ /evil.example',
    '\u0000/',
    '/a\n//b',
    '/./\\evil.example',
  ]
  for (const next of [...elsewhere, ...disguised]) expect(safePath(next)).toBe('/')
})

const schema = z.object({
  name: z.string('name-needed'),
  kind: z.enum(['a', 'b']).optional(),
  many: z.array(z.string()),
})

function sent(body: string | URLSearchParams): Request {
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' }
  return new Request('http://here.example', { method: 'POST', body, headers })
}

test('a form is read trimmed, lists from fields of one name, and what is not asked for is left out', async () => {
  const read = await readForm(sent('name=+Ana+&many=x&many=y&admin=true'), schema)
  expect(read).toEqual({ ok: true, values: { name: 'Ana', many: ['x', 'y'] }, typed: { name: 'Ana', many: 'x y' } })
})

test('every field that is not as it should be is named with its code', async () => {
  expect(await readForm(sent('name=++&kind=c'), schema)).toMatchObject({
    errors: { name: 'name-needed', kind: 'field-not-accepted' },
  })
  expect(await readForm(sent('name=a%00b'), schema)).toMatchObject({
    errors: { name: 'field-not-readable' },
    typed: { name: 'ab' },
  })
  expect(await readForm(sent('name=%ED%A0%80'), schema)).toMatchObject({ errors: { name: 'field-not-readable' } })
  expect(await readForm(sent(`name=${'x'.repeat(501)}`), schema)).toMatchObject({ errors: { name: 'field-too-long' } })
})

test('a secret is not given back to the page', async () => {
  const read = await readForm(sent('name=1234'), schema, { secrets: ['name'] })
  expect(read.typed).toEqual({})
})

test('a file in place of a text is as good as nothing', async () => {
  const body = new FormData()
  body.set('name', new File(['x'], 'x.txt'))
  const request = new Request('http://here.example', { method: 'POST', body })
  expect(await readForm(request, schema)).toMatchObject({ errors: { name: 'name-needed' } })
})

test('a refusal has one status and one problem document', () => {
  expect(problemDocument('https://accord.example', 'too-many-tries')).toMatchObject({
    type: 'https://accord.example/problems/too-many-tries',
    status: 429,
  })
  expect(statusOf('a-code-that-nobody-listed')).toBe(422)
})
