import type { Command, Option } from './command.ts'

const EXIT_CODES = `Exit codes
  0  all permitted, or done
  1  a selftest found a verifier that is wrong
  2  the command line is wrong
  3  some denied
  4  none permitted
  5  stale or unverifiable: nothing may be used`

/** What a command line can ask for: `accord-gate`, or `accord-gate-dicom`. */
export type Program = { name: string; summary: string; commands: readonly Command[] }

export function overview({ name, summary, commands }: Program): string {
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(14)} ${summary}`)
  return `${name}: ${summary}

Commands (each has --help)
${lines.join('\n')}

${EXIT_CODES}
`
}

export function helpFor(program: Program, { name, summary, positional, options }: Command): string {
  const lines = Object.entries(options).map(([option, described]) => lineFor(option, described))
  return `${program.name} ${name}${positional ? ` ${positional}` : ''} [options]

${summary}

Options
${lines.join('\n')}

${EXIT_CODES}
`
}

function lineFor(name: string, { value, many, required, fallback, help }: Option): string {
  const notes = [required && 'required', many && 'repeatable', fallback && `default: ${fallback}`].filter(Boolean)
  const left = `--${name}${value ? ` ${value}` : ''}`
  return `  ${left.padEnd(24)} ${help}${notes.length > 0 ? ` (${notes.join('; ')})` : ''}`
}
