import type { Command, Option } from './command.ts'

const EXIT_CODES = `Exit codes
  0  all permitted, or done
  1  a selftest found a verifier that is wrong
  2  the command line is wrong
  3  some denied
  4  none permitted
  5  stale or unverifiable: nothing may be used`

export function overview(commands: readonly Command[]): string {
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(8)} ${summary}`)
  return `accord-gate: checks signed consent before data is used

Commands (each has --help)
${lines.join('\n')}

${EXIT_CODES}
`
}

export function helpFor({ name, summary, positional, options }: Command): string {
  const lines = Object.entries(options).map(([option, described]) => lineFor(option, described))
  return `accord-gate ${name}${positional ? ` ${positional}` : ''} [options]

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
