import { join } from 'node:path'
import type { Outcome } from '../held/judge.ts'
import type { Reason } from '../refusal.ts'
import { filesBelow } from './files-below.ts'
import { imageFacts } from './image-facts.ts'
import { type ImageHeader, imageHeader } from './image-header.ts'
import type { ImageOutcome } from './image-outcomes.ts'
import { type OpenImage, withImage } from './open-image.ts'
import { Unreadable, type WhyUnreadable } from './unreadable.ts'

export type ImageTally = {
  checked: number
  permitted: number
  denied: number
  unreadable: number
  reasons: Partial<Record<Reason, number>>
}

type Judged = (outcome: Outcome, image: OpenImage, header: ImageHeader) => Promise<void>

/** Judges every file below a folder, one at a time; hands on what is permitted, and names what nobody can judge. */
export async function judgeImages(
  source: string,
  outcomeOf: ImageOutcome,
  permitted: (path: string, image: OpenImage, header: ImageHeader) => Promise<void>,
  name: (file: string, why: WhyUnreadable) => void,
): Promise<ImageTally> {
  const tally: ImageTally = { checked: 0, permitted: 0, denied: 0, unreadable: 0, reasons: {} }
  for await (const path of filesBelow(source)) {
    tally.checked += 1
    const why = await judgeImage(join(source, path), outcomeOf, async (outcome, image, header) => {
      if (outcome === 'permit') {
        await permitted(path, image, header)
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

/** Null, or why the file could not be judged. */
export async function judgeImage(path: string, outcomeOf: ImageOutcome, judged: Judged): Promise<WhyUnreadable | null> {
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
