/** The namespace that XLIFF 2.1 shares with 2.0 (OASIS XLIFF 2.1 §4.1). */
export const XLIFF_NAMESPACE = 'urn:oasis:names:tc:xliff:document:2.0'
export const XLIFF_VERSION = '2.1'

/** One form's texts in one language, with their translations into another as far as there are any. */
export type XliffFile = { form: string; source: string; target: string; units: XliffUnit[] }

export type XliffUnit = {
  id: string
  source: string
  target: string | null
  /** Says that there is no translation yet, on purpose. */
  isInitial: boolean
  /** For the translator. */
  note: string | null
}

/** The file for a translation office: one segment a unit, not to be cut further (XLIFF 2.1 §4.3.1.6), every space kept. */
export function xliffText({ form, source, target, units }: XliffFile): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<xliff xmlns="${XLIFF_NAMESPACE}" version="${XLIFF_VERSION}" srcLang="${escaped(source)}" trgLang="${escaped(target)}">`,
    `  <file id="form" original="${escaped(form)}" canResegment="no" xml:space="preserve">`,
    ...units.map(unitText),
    '  </file>',
    '</xliff>',
    '',
  ].join('\n')
}

function unitText({ id, source, target, isInitial, note }: XliffUnit): string {
  return [
    `    <unit id="${escaped(id)}">`,
    ...(note === null ? [] : [`      <notes><note>${escaped(showable(note))}</note></notes>`]),
    `      <segment state="${isInitial ? 'initial' : 'translated'}">`,
    `        <source>${escaped(source)}</source>`,
    ...(target === null ? [] : [`        <target>${escaped(target)}</target>`]),
    '      </segment>',
    '    </unit>',
  ].join('\n')
}

/** A character that XML may hold at all (XML 1.0 §2.2). */
export function isXmlCharacter(point: number): boolean {
  return (
    [0x9, 0xa, 0xd].includes(point) ||
    (point >= 0x20 && point <= 0xd7ff) ||
    (point >= 0xe000 && point <= 0xfffd) ||
    (point >= 0x10000 && point <= 0x10ffff)
  )
}

/** A note is for people's eyes and holds text alone (XLIFF 2.1 §4.2.2.12): no sign that XML cannot hold. */
function showable(note: string): string {
  return Array.from(note, (sign) => (isXmlCharacter(sign.codePointAt(0) ?? 0) ? sign : ' ')).join('')
}

/** What XML cannot hold is written as `<cp>` (XLIFF 2.1 §4.2.3.1); a bare carriage return would be read as a line's end. */
function escaped(text: string): string {
  return Array.from(text, (sign) => {
    const point = sign.codePointAt(0) ?? 0
    if (!isXmlCharacter(point)) return `<cp hex="${point.toString(16).toUpperCase().padStart(4, '0')}"/>`
    return ENTITIES[sign] ?? sign
  }).join('')
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;' }
