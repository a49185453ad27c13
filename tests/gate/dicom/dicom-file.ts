/** Elements as `['00100020', 'LO', 'value']`; a sequence holds items, each a list of elements. */
export type Element = readonly [tag: string, vr: string, value: string | Buffer | Element[][]]

export type Syntax = 'explicit' | 'implicit'

const SYNTAX_UID = { explicit: '1.2.840.10008.1.2.1', implicit: '1.2.840.10008.1.2' } as const
const CT_IMAGE = '1.2.840.10008.5.1.4.1.1.2'

export const PIXELS = Buffer.from(Array.from({ length: 512 }, (_, index) => (index * 7) % 256))

/** A small but whole image: preamble, meta information, header, 16 x 16 pixels. */
export function dicomFile({
  syntax = 'explicit',
  uid = SYNTAX_UID[syntax],
  set = [],
  without = [],
}: {
  syntax?: Syntax
  uid?: string
  set?: Element[]
  without?: string[]
} = {}): Buffer {
  return part10(uid, encoded(imageElements(set, without), syntax))
}

export function part10(uid: string, body: Buffer): Buffer {
  const meta = encoded(
    [
      ['00020001', 'OB', Buffer.from([0, 1])],
      ['00020002', 'UI', CT_IMAGE],
      ['00020003', 'UI', '1.2.826.0.1.3680043.10.999.1'],
      ['00020010', 'UI', uid],
      ['00020012', 'UI', '1.2.826.0.1.3680043.10.999'],
    ],
    'explicit',
  )
  const metaLength = encoded([['00020000', 'UL', uint(meta.length, 4)]], 'explicit')
  return Buffer.concat([Buffer.alloc(128), Buffer.from('DICM'), metaLength, meta, body])
}

export function encoded(elements: readonly Element[], syntax: Syntax): Buffer {
  return Buffer.concat(elements.map((element) => encodedElement(element, syntax)))
}

/** In the order of their tags; a later one takes the place of an earlier one of the same tag. */
export function imageElements(set: Element[] = [], without: string[] = []): Element[] {
  const byTag = new Map([...IMAGE, ...set].map((element) => [element[0], element]))
  for (const tag of without) byTag.delete(tag)
  return [...byTag.values()].sort(([a], [b]) => (a < b ? -1 : 1))
}

const IMAGE: Element[] = [
  ['00080005', 'CS', 'ISO_IR 100'],
  ['00080016', 'UI', CT_IMAGE],
  ['00080018', 'UI', '1.2.826.0.1.3680043.10.999.1'],
  ['00080020', 'DA', '20240110'],
  ['00080022', 'DA', '20240111'],
  ['00080060', 'CS', 'CT'],
  ['00081140', 'SQ', [[['00081155', 'UI', '1.2.826.0.1.3680043.10.999.2']]]],
  ['00090010', 'LO', 'FICTIONAL VENDOR'],
  ['00091001', 'UN', Buffer.from([1, 2, 3, 4])],
  ['00100010', 'PN', 'Fictional^Person'],
  ['00100020', 'LO', 'patient-of-the-hospital'],
  ['0020000d', 'UI', '1.2.826.0.1.3680043.10.999.3'],
  ['0020000e', 'UI', '1.2.826.0.1.3680043.10.999.4'],
  ['00280002', 'US', uint(1, 2)],
  ['00280004', 'CS', 'MONOCHROME2'],
  ['00280010', 'US', uint(16, 2)],
  ['00280011', 'US', uint(16, 2)],
  ['00280100', 'US', uint(16, 2)],
  ['00280101', 'US', uint(12, 2)],
  ['00280102', 'US', uint(11, 2)],
  ['00280103', 'US', uint(0, 2)],
  ['7fe00010', 'OW', PIXELS],
]

function encodedElement([tag, vr, value]: Element, syntax: Syntax): Buffer {
  const bytes = valueBytes(vr, value, syntax)
  const name = Buffer.concat([
    uint(Number.parseInt(tag.slice(0, 4), 16), 2),
    uint(Number.parseInt(tag.slice(4), 16), 2),
  ])
  if (syntax === 'implicit') return Buffer.concat([name, uint(bytes.length, 4), bytes])
  const isLong = ['OB', 'OV', 'OW', 'SQ', 'UN', 'UT'].includes(vr)
  const length = isLong ? Buffer.concat([uint(0, 2), uint(bytes.length, 4)]) : uint(bytes.length, 2)
  return Buffer.concat([name, Buffer.from(vr), length, bytes])
}

function valueBytes(vr: string, value: Element[2], syntax: Syntax): Buffer {
  if (Buffer.isBuffer(value)) return value
  if (typeof value === 'string') {
    const filled = value.length % 2 === 0 ? value : `${value}${vr === 'UI' ? '\0' : ' '}`
    return Buffer.from(filled, 'latin1')
  }
  const items = value.map((item) => encoded(item, syntax))
  return Buffer.concat(items.flatMap((item) => [Buffer.from('feff00e0', 'hex'), uint(item.length, 4), item]))
}

function uint(value: number, bytes: 2 | 4): Buffer {
  const buffer = Buffer.alloc(bytes)
  buffer.writeUIntLE(value, 0, bytes)
  return buffer
}
