import type { Option } from './command.ts'

/**
 * The same command line with `--name -value` as `--name=-value`: a thumbprint or a pseudonym may begin with a hyphen,
 * and is no option by that. What names an option of this command stays one.
 */
export function joinedValues(options: Record<string, Option>, args: readonly string[]): string[] {
  const takesValue = (arg: string) => arg.startsWith('--') && options[arg.slice(2)]?.value !== undefined
  const isOption = (arg: string) => arg.startsWith('--') && Object.hasOwn(options, arg.slice(2).split('=', 1)[0] ?? '')
  const joined: string[] = []
  for (const arg of args) {
    const last = joined.at(-1)
    const belongs = last !== undefined && takesValue(last) && arg.startsWith('-') && !isOption(arg)
    if (belongs) joined[joined.length - 1] = `${last}=${arg}`
    else joined.push(arg)
  }
  return joined
}
