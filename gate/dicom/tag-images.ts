import { join } from 'node:path'
import { type AllowedFolder, MARKER } from './allowed-folder.ts'
import type { ConsentMark } from './consent-element.ts'
import { filesBelow } from './files-below.ts'
import type { ImageOutcome } from './image-outcomes.ts'
import { type ImageTally, judgeImage, judgeImages } from './judge-images.ts'
import { writeTaggedCopy } from './tagged-copy.ts'
import type { WhyUnreadable } from './unreadable.ts'

/** Copies what is permitted, one image at a time, and names what nobody can judge. */
export function tagImages(
  source: string,
  out: AllowedFolder,
  outcomeOf: ImageOutcome,
  protocol: string | null,
  name: (file: string, why: WhyUnreadable) => void,
): Promise<ImageTally> {
  const copy: Parameters<typeof judgeImages>[2] = (path, image, header) =>
    writeTaggedCopy(image, header, { flag: 'YES', protocol }, { folder: out.unfinished, path })
  return judgeImages(source, outcomeOf, copy, name)
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
    await judgeImage(join(earlier, path), outcomeOf, async (outcome, image, header) => {
      if (outcome === 'permit') return
      await writeTaggedCopy(image, header, mark, { folder: withdrawn, path })
      moved += 1
    })
  }
  return moved
}
