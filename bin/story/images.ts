import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { dicomFile } from '#tests/gate/dicom/dicom-file.ts'
import { says } from './expectations.ts'
import type { Guard } from './hospital-checks.ts'
import type { Stage } from './stage.ts'

/** The hospital's folder of scans: hers and those of somebody who never answered. */
export type Scans = { source: string; allowed: string; use: string[] }

export async function filtersImages(stage: Stage, guard: Guard): Promise<Scans> {
  const { tell, programme, request, pseudonym } = stage
  tell.chapter('Its folder of images holds only what may be used')
  const source = join(guard.gate.folder, 'scans')
  await mkdir(source)
  await writeFile(join(source, 'hers.dcm'), scanOf(pseudonym))
  await writeFile(join(source, 'of-somebody-else.dcm'), scanOf('nobody-in-the-story'))
  const use = [
    ...['--programme', programme, '--basis', 'consent', '--purpose', request.purpose],
    ...['--recipient', request.recipient, '--region', request.region],
  ]
  const scans = { source, allowed: join(guard.gate.folder, 'allowed-scans'), use }
  await tell.step(
    'of two scans it copies hers, marked YES in (0012,0083)',
    () => tag(guard, scans, '--offline'),
    says(3, /"permitted":1/),
  )
  await tell.step('the copy says so', () => scansBelow(scans.allowed), shows('hers.dcm', 'YES'))
  return scans
}

export async function filtersAgain({ tell }: Stage, guard: Guard, scans: Scans): Promise<void> {
  await tell.step(
    'her scan is moved out of the folder of what may be used',
    () => tag(guard, scans),
    says(4, /"withdrawn":1/),
  )
  await tell.step(
    'and marked WITHDRAWN',
    () => scansBelow(join(guard.gate.folder, 'withdrawn')),
    shows('hers.dcm', 'WITHDRAWN'),
  )
}

function tag(guard: Guard, { source, allowed, use }: Scans, ...more: string[]) {
  return guard.gate.dicom('tag', source, '--out', allowed, ...use, ...more)
}

function scanOf(patientId: string): Buffer {
  return dicomFile({ set: [['00100020', 'LO', patientId]] })
}

/** Each file below, with the consent flag that it carries. */
async function scansBelow(folder: string): Promise<Map<string, string>> {
  const scans = new Map<string, string>()
  for (const name of await readdir(folder, { recursive: true })) {
    if (!name.endsWith('.dcm')) continue
    const bytes = (await readFile(join(folder, name))).toString('latin1')
    scans.set(name, /\bWITHDRAWN\b/.exec(bytes)?.[0] ?? /YES/.exec(bytes)?.[0] ?? 'none')
  }
  return scans
}

function shows(file: string, flag: string) {
  return (scans: Map<string, string>) => {
    const found = [...scans].map(([name, has]) => `${name}: ${has}`).join(', ')
    return scans.size === 1 && scans.get(file) === flag ? null : `there is ${found}`
  }
}
