import { join } from 'node:path'
import type { Outcome } from '../held/judge.ts'
import type { Reason } from '../refusal.ts'
import { type AllowedFolder, MARKER } from './allowed-folder.ts'
import type { ConsentMark } from './consent-element.ts'
import { filesBelow } from './files-below.ts'
import { imageFacts } from './image-facts.ts'
import { type ImageHeader, imageHeader } from './image-header.ts'
import type { ImageOutcome } from './image-outcomes.ts'
import { type OpenImage, withImage } from './open-image.ts'
import { writeTaggedCopy } from './tagged-copy.ts'
import { Unreadable, type WhyUnreadable } from './unreadable.ts'

export type ImageTally = {
  checked: number
  permitted: number
  denied: number
  unreadable: number
  reasons: Partial<Record<Reason, number>>
}

type Judged = (outcome: Outcome, image: OpenImage, header: ImageHeader) => Promise<void>

/** Copies what is permitted, one image at a time, and names what nobody can judge. */
export async function tagImages(
  source: string,
  out: AllowedFolder,
  outcomeOf: ImageOutcome,
  protocol: string | null,
  name: (file: string, why: WhyUnreadable) => void,
): Promise<ImageTally> {
  const tally: ImageTally = { checked: 0, permitted: 0, denied: 0, unreadable: 0, reasons: {} }
  for await (const path of filesBelow(source)) {
    tally.checked += 1
    const why = await judge(join(source, path), outcomeOf, async (outcome, image, header) => {
      if (outcome === 'permit') {
        await writeTaggedCopy(image, header, { flag: 'YES', protocol }, { folder: out.unfinished, path })
        tally.permitted += 1
      } else {
        tally.denied += 1
        tally.reasons[outcome] = (tally.reasons[outcome] ?? 0) + 1
      }
    })
    if (why === null) continue
    tally.denied += 1
    tally.unreadable += 1
    name(path, why)
  }
  return tally
}

/** Moves what an earlier run allowed and this one would not out to `withdrawn`, marked so; says how many there were. */
export async function moveWithdrawn(
  { earlier, withdrawn }: AllowedFolder,
  outcomeOf: ImageOutcome,
  protocol: string | null,
): Promise<number> {
  const mark: ConsentMark = { flag: 'WITHDRAWN', protocol }
  let moved = 0
  for await (const path of filesBelow(earlier)) {
    if (path === MARKER) continue
    await judge(join(earlier, path), outcomeOf, async (outcome, image, header) => {
      if (outcome === 'permit') return
      await writeTaggedCopy(image, header, mark, { folder: withdrawn, path })
      moved += 1
    })
  }
  return moved
}

/** Null, or why the file could not be judged. */
async function judge(path: string, outcomeOf: ImageOutcome, judged: Judged): Promise<WhyUnreadable | null> {
  try {
    await withImage(path, async (image) => {
      const header = await imageHeader(image)
      await judged(await outcomeOf(imageFacts(header)), image, header)
    })
    return null
  } catch (error) {
    if (error instanceof Unreadable) return error.why
    throw error
  }
}
