import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import dicomParser from 'dicom-parser'
import { main } from '#gate/dicom/main.ts'
import { type TestNode, testNode } from '../support/test-node.ts'

/** A node with a folder of images, and what a run leaves of it. */
export type ImagingNode = TestNode & {
  source: string
  out: string
  withdrawn: string
  put(path: string, bytes: Buffer): Promise<void>
  tag(...more: string[]): Promise<RanOnImages>
  /** Runs another command on the folder of images. */
  onImages(command: string, out: string, ...more: string[]): Promise<RanOnImages>
  /** What becomes of each line that is printed, if it is not kept. */
  printing: ((line: string) => void) | null
}

export type RanOnImages = { exitCode: number; lines: Record<string, unknown>[] }

const WANTED =
  '--programme lung --basis consent --purpose ai-development --recipient public-research --region eu-eea'.split(' ')

export async function imagingNode(): Promise<ImagingNode> {
  let clock = Date.parse('2026-09-15T10:00:00Z')
  const node = await testNode()
  const [source, out, withdrawn] = ['images', 'allowed', 'withdrawn'].map((name) => join(node.folder, name)) as [
    string,
    string,
    string,
  ]
  await mkdir(source)
  const imaging: ImagingNode = {
    ...node,
    printing: null,
    source,
    out,
    withdrawn,
    wait(seconds) {
      clock += seconds * 1000
      node.wait(seconds)
    },
    async put(path, bytes) {
      await mkdir(dirname(join(source, path)), { recursive: true })
      await writeFile(join(source, path), bytes)
    },
    tag: (...more) => imaging.onImages('tag', out, ...more),
    async onImages(command, target, ...more) {
      const printed: string[] = []
      const args = [command, source, '--home', node.home, '--out', target, ...WANTED, ...more]
      const exitCode = await main(args, {
        fetch,
        now: () => new Date(clock),
        randomId: () => crypto.randomUUID(),
        readInput: async () => '',
        stopped: async () => undefined,
        print: (line) => (imaging.printing ? imaging.printing(line) : printed.push(line)),
        complain: () => undefined,
      })
      const text = printed.join('')
      if (exitCode === 5) return { exitCode, lines: text === '' ? [] : [JSON.parse(text)] }
      return { exitCode, lines: printed.map((line) => JSON.parse(line)) }
    },
  }
  return imaging
}

/** Every image below a folder, or null where there is no folder. */
export async function imagesIn(folder: string): Promise<string[] | null> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => null)
  if (!entries) return null
  return entries
    .filter((entry) => entry.isFile() && entry.name !== '.accord-gate-dicom')
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort()
}

/** What (0012,0083) says in a file, as another reader sees it. */
export async function consentIn(...path: string[]) {
  const items = dicomParser.parseDicom(await readFile(join(...path))).elements.x00120083?.items ?? []
  return items.map(({ dataSet }) => ({
    protocol: dataSet?.string('x00120020') ?? null,
    distribution: dataSet?.string('x00120084'),
    flag: dataSet?.string('x00120085'),
  }))
}
