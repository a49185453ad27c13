import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import { UsageError } from '../usage-error.ts'
import type { World } from '../world.ts'
import { joinedValues } from './joined-values.ts'

/** Exit codes are part of the interface: a hospital's script decides by them. */
export const EXIT = {
  allPermitted: 0,
  wrongVerdicts: 1,
  usage: 2,
  someDenied: 3,
  nonePermitted: 4,
  unverifiable: 5,
} as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

export type Command = {
  name: string
  summary: string
  /** What stands after the options, if anything does. */
  positional?: string
  options: Record<string, Option>
  /** Runs before the command line is looked at any closer: a mistyped one leaves no earlier result behind either. */
  forgetEarlier?(options: Record<string, unknown>): Promise<void>
  run(given: Given, world: World): Promise<ExitCode>
}

/** `value` names what follows the option; without one it is a switch. */
export type Option = { value?: string; many?: true; required?: true; fallback?: string; help: string }

/** The same options where something else may stand in their place. */
export function optional(options: Record<string, Option>): Record<string, Option> {
  return Object.fromEntries(Object.entries(options).map(([name, { required, ...option }]) => [name, option]))
}

/** The options of one command line. */
export type Given = {
  text(name: string): string
  textOrNull(name: string): string | null
  texts(name: string): string[]
  isSet(name: string): boolean
  positionals: string[]
}

/** Reads a command line strictly: what the command does not know, it refuses. */
export function givenFrom(command: Command, args: string[]): Given {
  const { values, positionals } = parsed(command, args)
  if (positionals.length !== (command.positional ? 1 : 0)) {
    throw new UsageError(
      command.positional ? `${command.positional} is missing` : `unexpected: ${positionals.join(' ')}`,
    )
  }
  const textOrNull = (name: string) => {
    const value = values[name] ?? command.options[name]?.fallback ?? null
    return typeof value === 'string' ? value : null
  }
  const text = (name: string) => {
    const value = textOrNull(name)
    if (value === null || value === '') throw new UsageError(`--${name} is missing`)
    return value
  }
  const texts = (name: string) => [values[name] ?? []].flat().map(String)
  for (const [name, { required, many }] of Object.entries(command.options)) {
    if (required && (many ? texts(name).length === 0 : !text(name))) throw new UsageError(`--${name} is missing`)
  }
  return {
    text,
    textOrNull,
    texts,
    isSet: (name) => values[name] === true,
    positionals,
  }
}

function parsed(command: Command, args: string[]) {
  const options: ParseArgsOptionsConfig = Object.fromEntries(
    Object.entries(command.options).map(([name, { value, many = false }]) => [
      name,
      { type: value ? 'string' : 'boolean', multiple: many },
    ]),
  )
  try {
    return parseArgs({ args: joinedValues(command.options, args), options, allowPositionals: true, strict: true })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}
