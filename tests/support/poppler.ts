import { spawnSync } from 'node:child_process'

/** Whether poppler's programs, which read PDFs as others do, are there. */
export const HAS_POPPLER = ['pdftotext', 'pdfinfo', 'pdfdetach'].every(
  (program) => spawnSync(program, ['-v']).error === undefined,
)

/** What one of them prints. */
export function poppler(program: string, ...args: string[]): string {
  const { stdout, stderr, status } = spawnSync(program, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return stdout
}
