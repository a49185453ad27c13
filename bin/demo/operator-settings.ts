import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const NAME = 'operator.env'

/** Writes what an operator's commands need to find the running demo, readable by its user alone. */
export async function writeOperatorSettings(dataDir: string, settings: Record<string, string>): Promise<void> {
  const lines = Object.entries(settings).map(([name, value]) => `${name}='${value}'\n`)
  await writeFile(operatorSettings(dataDir), lines.join(''), { mode: 0o600 })
}

/** Where they are; `node --env-file` and a shell read them. */
export function operatorSettings(dataDir: string): string {
  return join(dataDir, NAME)
}
