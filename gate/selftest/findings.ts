import type { Answer } from './answer.ts'
import type { TokenCase } from './case-writer.ts'

/** One case and what came of it. The outcome must be the expected one; another reason for the same denial is a warning. */
export type Finding = { case: string; expected: string; said: string; result: 'ok' | 'warning' | 'wrong' }

export function findingOn({ name, expected }: TokenCase, { outcome, reason }: Answer): Finding {
  const said = reason === null ? outcome : outcome === 'deny' ? reason : `${outcome} (${reason})`
  return { case: name, expected, said, result: resultOf(expected, { outcome, reason }) }
}

function resultOf(expected: TokenCase['expected'], { outcome, reason }: Answer): Finding['result'] {
  if (outcome !== (expected === 'permit' ? 'permit' : 'deny')) return 'wrong'
  return outcome === 'deny' && reason !== null && reason !== expected ? 'warning' : 'ok'
}

export function countOf(findings: readonly Finding[]): Record<Finding['result'] | 'cases', number> {
  const count = { cases: findings.length, ok: 0, warning: 0, wrong: 0 }
  for (const { result } of findings) count[result] += 1
  return count
}

/** A line for each case, then the count. */
export function findingsAsText(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ expected }) => expected.length))
  const lines = findings.map(({ result, expected, said, case: name }) => {
    const otherwise = result === 'ok' ? '' : `  [said: ${said}]`
    return `${result.padEnd(7)}  ${expected.padEnd(width)}  ${name}${otherwise}`
  })
  const { cases, ok, warning, wrong } = countOf(findings)
  return `${[...lines, '', `${cases} cases: ${ok} ok, ${warning} for another reason, ${wrong} wrong`].join('\n')}\n`
}
