import { expect, test } from 'vitest'
import { joinedValues } from '#gate/commands/joined-values.ts'

const OPTIONS = {
  anchor: { value: 'THUMBPRINT', help: '' },
  home: { value: 'FOLDER', help: '' },
  offline: { help: '' },
}

test.each([
  ['a thumbprint that begins with a hyphen', ['--anchor', '-Kx_9'], ['--anchor=-Kx_9']],
  ['one that begins with two', ['--anchor', '--x9', '--home', 'h'], ['--anchor=--x9', '--home', 'h']],
  ['one that is joined already', ['--anchor=-Kx_9', 'file'], ['--anchor=-Kx_9', 'file']],
  ['an ordinary value', ['--anchor', 'Kx_9'], ['--anchor', 'Kx_9']],
  ['an option where the value was forgotten', ['--anchor', '--home', 'h'], ['--anchor', '--home', 'h']],
  ['the same with its value joined', ['--anchor', '--home=h'], ['--anchor', '--home=h']],
  ['a switch, which takes no value', ['--offline', '-Kx_9'], ['--offline', '-Kx_9']],
  ['an option that the command does not know', ['--else', '-Kx_9'], ['--else', '-Kx_9']],
  ['an inherited name', ['--constructor', '-Kx_9'], ['--constructor', '-Kx_9']],
])('%s', (_, args, expected) => {
  expect(joinedValues(OPTIONS, args)).toEqual(expected)
})
