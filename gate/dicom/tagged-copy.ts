import { mkdir, realpath } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
import { draftFile } from '../home/replace-file.ts'
import { type ConsentMark, consentElement } from './consent-element.ts'
import type { ImageHeader } from './image-header.ts'
import type { OpenImage } from './open-image.ts'
import { Unreadable } from './unreadable.ts'

const PIECE = 2 ** 20

/** Writes an image with its consent element set, whole or not at all; every other byte is the original's. */
export async function writeTaggedCopy(
  image: OpenImage,
  { consent, isExplicit }: ImageHeader,
  mark: ConsentMark,
  { folder, path }: { folder: string; path: string },
): Promise<void> {
  const copy = await draftFile(await placeBelow(folder, path))
  try {
    for await (const piece of piecesOf(image, 0, consent.from)) await copy.write(piece)
    await copy.write(consentElement(mark, isExplicit))
    for await (const piece of piecesOf(image, consent.until, image.size)) await copy.write(piece)
    await image.requireUnchanged()
    await copy.commit()
  } catch (error) {
    await copy.abandon()
    throw error
  }
}

/** Makes the folders on the way; a link on the way would lead out. */
async function placeBelow(folder: string, path: string): Promise<string> {
  const place = join(folder, path)
  await mkdir(dirname(place), { recursive: true, mode: 0o700 })
  const isBelow = `${await realpath(dirname(place))}${sep}`.startsWith(`${await realpath(folder)}${sep}`)
  if (!isBelow) throw new Unreadable('not-a-file')
  return place
}

async function* piecesOf(image: OpenImage, from: number, until: number): AsyncGenerator<Buffer> {
  for (let at = from; at < until; at += PIECE) yield image.read(at, Math.min(at + PIECE, until))
}
