/** One thing that a hospital relies on, and the rule that says so; `holds` throws what is wrong. */
export type Expectation = { name: string; rule: string; holds(): Promise<void> }

export type Found = { name: string; rule: string; complaint: string | null }

/** Tries every expectation, one after another: several depend on nobody else using up the same assertion. */
export async function tried(expectations: readonly Expectation[]): Promise<Found[]> {
  const found: Found[] = []
  for (const { name, rule, holds } of expectations) {
    const complaint = await holds().then(() => null, onOneLine)
    found.push({ name, rule, complaint })
  }
  return found
}

export function asTable(found: readonly Found[]): string {
  const width = Math.max(...found.map(({ name }) => name.length))
  const lines = found.map(({ name, rule, complaint }) => {
    const line = `${complaint === null ? 'ok   ' : 'WRONG'}  ${name.padEnd(width)}  ${rule}`
    return complaint === null ? line : `${line}\n         ${complaint}`
  })
  const wrong = found.filter(({ complaint }) => complaint !== null).length
  return [...lines, '', `${found.length} expectations, ${found.length - wrong} met, ${wrong} not met`].join('\n')
}

function onOneLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return message.replace(/\s+/g, ' ').slice(0, 200) || 'it failed'
}
