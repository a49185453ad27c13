import dicomParser, { type DataSet } from 'dicom-parser'
import { consentPlace, type Place } from './consent-place.ts'
import type { OpenImage } from './open-image.ts'
import { Unreadable } from './unreadable.ts'

/** What stands before the pixels: texts by tag, how elements are written, and where the consent element belongs. */
export type ImageHeader = { text(tag: string): string | null; isExplicit: boolean; consent: Place }

/** Reads no more of a file than its header takes; the pixels stay where they are. */
export async function imageHeader(image: OpenImage): Promise<ImageHeader> {
  const dataSet = await headerOf(image)
  requireSupportedSyntax(dataSet)
  return {
    text: (tag) => dataSet.string(tag)?.trim() || null,
    isExplicit: Object.values(dataSet.elements).some(({ tag, vr }) => tag > 'x0002ffff' && vr !== undefined),
    consent: consentPlace(Object.values(dataSet.elements), image.size),
  }
}

const PIXEL_DATA = 'x7fe00010'
const FIRST_PIECE = 2 ** 16
const LARGEST_HEADER = 2 ** 25

async function headerOf(image: OpenImage): Promise<DataSet> {
  for (let length = FIRST_PIECE; ; length *= 8) {
    const isWhole = length >= image.size
    const dataSet = parsed(await image.read(0, Math.min(length, image.size)))
    if (dataSet && (isWhole || dataSet.elements[PIXEL_DATA])) return dataSet
    if (isWhole || length >= LARGEST_HEADER) throw new Unreadable('not-dicom')
  }
}

/** Null where the bytes are no DICOM, or only the beginning of a longer header. */
function parsed(bytes: Buffer): DataSet | null {
  try {
    const dataSet = dicomParser.parseDicom(bytes, { untilTag: PIXEL_DATA, inflater: refuseToInflate })
    return dataSet.warnings.length === 0 ? dataSet : null
  } catch (error) {
    if (error instanceof Unreadable) throw error
    return null
  }
}

const DEFLATED = '1.2.840.10008.1.2.1.99'
const BIG_ENDIAN = '1.2.840.10008.1.2.2'

function requireSupportedSyntax(dataSet: DataSet): void {
  const syntax = dataSet.string('x00020010')
  if (!syntax || syntax === DEFLATED || syntax === BIG_ENDIAN) throw new Unreadable('transfer-syntax-not-supported')
}

function refuseToInflate(): never {
  throw new Unreadable('transfer-syntax-not-supported')
}
