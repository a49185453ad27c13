import { mkdir, readFile, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { inProject } from '../project-folder.ts'

/** Where a runner writes its results for us; an earlier run's file is removed first. */
export async function freshReport(name: string): Promise<string> {
  const file = inProject('test-results', name)
  await mkdir(dirname(file), { recursive: true })
  await rm(file, { force: true })
  return file
}

/** The results, or undefined if the runner ended before it wrote them. */
export async function readReport<Report>(file: string): Promise<Report | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined)
  return text === undefined ? undefined : (JSON.parse(text) as Report)
}
