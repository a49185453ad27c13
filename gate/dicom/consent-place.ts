import type { Element } from 'dicom-parser'
import { Unreadable } from './unreadable.ts'

/** The bytes that (0012,0083) takes up in a file; where there is none, `from` and `until` are where it belongs. */
export type Place = { from: number; until: number }

/**
 * Elements must follow one another in the order of their tags, each once and without a gap (PS3.5 section 7.1):
 * otherwise another reader may see another person's name than this one.
 */
export function consentPlace(elements: Element[], fileSize: number): Place {
  const inFile = elements.toSorted((a, b) => a.dataOffset - b.dataOffset)
  for (const [index, element] of inFile.entries()) requireFollowing(element, inFile[index - 1], fileSize)
  if (elements.some(({ tag }) => tag === GROUP_LENGTH)) throw new Unreadable('group-length-present')
  const from = endOf(inFile.findLast(({ tag }) => tag < CONSENT))
  return { from, until: Math.max(from, endOf(inFile.find(({ tag }) => tag === CONSENT))) }
}

const CONSENT = 'x00120083'
const GROUP_LENGTH = 'x00120000'
const PIXEL_DATA = 'x7fe00010'
/** Types of 64-bit values, younger than dicom-parser: it takes their length from the wrong place. */
const MISREAD_TYPES = ['OV', 'SV', 'UV']
const PREAMBLE_BYTES = 132
const DELIMITER_BYTES = 8

/** Between two values stands one tag with its type and length, 8 or 12 bytes: no room for a second element. */
function requireFollowing(element: Element, previous: Element | undefined, fileSize: number): void {
  const gap = element.dataOffset - endOf(previous)
  const isInOrder = previous === undefined || previous.tag < element.tag
  const isWhole = isOfUnknownEnd(element) || endOf(element) <= fileSize
  const isMisread = MISREAD_TYPES.includes(element.vr ?? '')
  if (isMisread || !isInOrder || !isWhole || (gap !== 8 && gap !== 12)) throw new Unreadable('elements-ambiguous')
}

/** Compressed pixels say where they end only at their end, which is not read. */
function isOfUnknownEnd({ tag, hadUndefinedLength }: Element): boolean {
  return tag === PIXEL_DATA && hadUndefinedLength === true
}

function endOf(element: Element | undefined): number {
  if (!element) return PREAMBLE_BYTES
  return element.dataOffset + element.length + (element.hadUndefinedLength ? DELIMITER_BYTES : 0)
}
