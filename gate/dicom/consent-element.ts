/** What an image says of its consent, in the words of the Clinical Trial Study module (PS3.3). */
export type ConsentMark = { flag: 'YES' | 'WITHDRAWN'; protocol: string | null }

/** Consent for Clinical Trial Use Sequence (0012,0083) with its one item, little endian. */
export function consentElement({ flag, protocol }: ConsentMark, isExplicit: boolean): Buffer {
  const text = isExplicit ? explicitText : implicitText
  const item = Buffer.concat([
    ...(protocol === null ? [] : [text(PROTOCOL_ID, 'LO', protocol)]),
    text(DISTRIBUTION_TYPE, 'CS', protocol === null ? 'RESTRICTED_REUSE' : 'NAMED_PROTOCOL'),
    text(CONSENT_FLAG, 'CS', flag),
  ])
  const items = Buffer.concat([tagged(ITEM), uint32(item.length), item])
  return Buffer.concat([
    tagged(CONSENT_SEQUENCE),
    Buffer.from(isExplicit ? 'SQ\0\0' : '', 'latin1'),
    uint32(items.length),
    items,
  ])
}

type Tag = readonly [group: number, element: number]

const PROTOCOL_ID: Tag = [0x0012, 0x0020]
const CONSENT_SEQUENCE: Tag = [0x0012, 0x0083]
const DISTRIBUTION_TYPE: Tag = [0x0012, 0x0084]
const CONSENT_FLAG: Tag = [0x0012, 0x0085]
const ITEM: Tag = [0xfffe, 0xe000]

function explicitText(tag: Tag, type: 'CS' | 'LO', text: string): Buffer {
  const value = even(text)
  return Buffer.concat([tagged(tag), Buffer.from(type, 'latin1'), uint16(value.length), value])
}

function implicitText(tag: Tag, _type: 'CS' | 'LO', text: string): Buffer {
  const value = even(text)
  return Buffer.concat([tagged(tag), uint32(value.length), value])
}

/** Values have an even length; texts are filled up with a space (PS3.5 section 6.2). */
function even(text: string): Buffer {
  return Buffer.from(text.length % 2 === 0 ? text : `${text} `, 'latin1')
}

function tagged([group, element]: Tag): Buffer {
  return Buffer.concat([uint16(group), uint16(element)])
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(value)
  return bytes
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
