export type PictureSize = { width: number; height: number }

/**
 * How many dots a picture has by its own head, read and never drawn; null where its head or its end is missing, so that
 * nobody will see all of it.
 */
export function pngSize(bytes: Uint8Array): PictureSize | null {
  const view = viewOf(bytes)
  for (let place = 8; place + 12 <= bytes.length; place += 12 + view.getUint32(place)) {
    if (nameAt(bytes, place + 4) !== 'IEND') continue
    return nameAt(bytes, 12) === 'IHDR' && place > 28 ? { width: view.getUint32(16), height: view.getUint32(20) } : null
  }
  return null
}

/** The same of a JPEG (ITU-T T.81, annex B): its frame's head, then its scans and the mark of its end. */
export function jpegSize(bytes: Uint8Array): PictureSize | null {
  const view = viewOf(bytes)
  let size: PictureSize | null = null
  for (let place = 2; place + 10 <= bytes.length; place += 2 + view.getUint16(place + 2)) {
    while (bytes[place] === 0xff && bytes[place + 1] === 0xff) place++
    const marker = bytes[place + 1] ?? 0
    if (bytes[place] !== 0xff || place + 10 > bytes.length) return null
    if (isFrame(marker)) size = { height: view.getUint16(place + 5), width: view.getUint16(place + 7) }
    if (marker === START_OF_SCAN) return hasEnd(bytes, place) ? size : null
  }
  return null
}

const START_OF_SCAN = 0xda

function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}

function hasEnd(bytes: Uint8Array, from: number): boolean {
  for (let place = bytes.length - 2; place > from; place--) {
    if (bytes[place] === 0xff && bytes[place + 1] === 0xd9) return true
  }
  return false
}

/** The same of a TIFF's first page (TIFF 6.0, section 2): its directory of fields is in the file. */
export function tiffSize(bytes: Uint8Array): PictureSize | null {
  const view = viewOf(bytes)
  const little = bytes[0] === 0x49
  if (bytes.length < 8) return null
  const directory = view.getUint32(4, little)
  if (directory + 2 > bytes.length) return null
  const fields = view.getUint16(directory, little)
  if (directory + 2 + fields * 12 > bytes.length) return null
  const valueIn = (tag: number) => {
    for (let field = directory + 2; field < directory + 2 + fields * 12; field += 12) {
      if (view.getUint16(field, little) !== tag) continue
      const isShort = view.getUint16(field + 2, little) === 3
      return isShort ? view.getUint16(field + 8, little) : view.getUint32(field + 8, little)
    }
    return 0
  }
  return { width: valueIn(256), height: valueIn(257) }
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength)
}

function nameAt(bytes: Uint8Array, place: number): string {
  return String.fromCharCode(...bytes.subarray(place, place + 4))
}
