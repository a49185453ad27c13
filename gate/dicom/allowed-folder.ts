import { lstat, mkdir, readdir, realpath, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join, sep } from 'node:path'
import { UsageError } from '../usage-error.ts'

/**
 * The folder of the images that may be used. It is there only as a run that succeeded left it:
 * a run puts the earlier one aside, fills `unfinished`, and gives that its name at the end.
 */
export type AllowedFolder = {
  unfinished: string
  /** What an earlier run allowed, out of everybody's way. */
  earlier: string
  withdrawn: string
  lock: string
  begin(): Promise<void>
  /** Gives the folder its name, and takes it back where that cannot be told. */
  publish(tell: () => void): Promise<void>
}

/** In every folder that a run made: only such a folder is ever put aside. */
export const MARKER = '.accord-gate-dicom'

export async function allowedFolder(out: string, source: string): Promise<AllowedFolder> {
  const place = await realPlace(out)
  const beside = (name: string) => join(dirname(place), name)
  const unfinished = beside(`.${basename(place)}.unfinished`)
  const earlier = beside(`.${basename(place)}.earlier`)
  const withdrawn = beside('withdrawn')
  const images = await realpath(source).catch(() => null)
  if (!images || !(await lstat(images)).isDirectory()) throw new UsageError('DIR must name a folder')
  if ([place, unfinished, earlier, withdrawn].some((one) => isWithin(one, images) || isWithin(images, one))) {
    throw new UsageError('--out, its neighbour "withdrawn" and DIR must lie apart')
  }
  return {
    unfinished,
    earlier,
    withdrawn,
    lock: beside(`.${basename(place)}.lock`),
    async begin() {
      await requireOwnOrEmpty(place)
      await requireNoLink(withdrawn)
      await rm(unfinished, { recursive: true, force: true })
      await mkdir(unfinished, { mode: 0o700 })
    },
    async publish(tell) {
      await writeFile(join(unfinished, MARKER), '')
      await rm(earlier, { recursive: true, force: true })
      await rename(unfinished, place)
      try {
        tell()
      } catch (error) {
        await rename(place, earlier)
        throw error
      }
    },
  }
}

/** Puts the earlier folder aside before anything else: it must not be mistaken for this run's, whatever follows. */
export async function putEarlierAside(out: string): Promise<void> {
  const place = await realPlace(out)
  if (!(await exists(join(place, MARKER)))) return
  const earlier = join(dirname(place), `.${basename(place)}.earlier`)
  if (await exists(earlier)) throw new UsageError(`${earlier} is in the way`)
  await rename(place, earlier)
}

/** With every link on the way to it resolved; at its own place there must be none. */
async function realPlace(out: string): Promise<string> {
  await requireNoLink(out)
  const parent = await realpath(dirname(out)).catch(() => null)
  if (!parent || ['', '.', '..', 'withdrawn'].includes(basename(out))) throw new UsageError('--out must name a folder')
  return join(parent, basename(out))
}

async function requireNoLink(path: string): Promise<void> {
  const found = await lstat(path).catch(() => null)
  if (found && !found.isDirectory()) throw new UsageError(`${path} must be a folder, or nothing yet`)
}

async function requireOwnOrEmpty(place: string): Promise<void> {
  const entries = await readdir(place).catch(() => [])
  if (entries.length > 0) throw new UsageError('--out holds files that this command did not put there')
}

function isWithin(path: string, folder: string): boolean {
  return `${path}${sep}`.startsWith(`${folder}${sep}`)
}

async function exists(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => null)) !== null
}
