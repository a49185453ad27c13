import { isXmlCharacter, XLIFF_NAMESPACE, XLIFF_VERSION, type XliffFile, type XliffUnit } from './xliff.ts'
import { XML_NAMESPACE, type XmlElement } from './xml-element.ts'

export type XliffRefusal =
  | 'xliff-version-unknown'
  | 'xliff-not-understood'
  | 'xliff-unit-twice'
  | 'xliff-target-markup'
  | 'xliff-text-unreadable'

/** Where in the file it is: a unit's name, or line and column. */
export type RefusedAt<Refusal extends string> = { ok: false; refusal: Refusal; place: string }

/**
 * Reads the structure of a translation file. What we would not have written ourselves is refused and not passed over:
 * nothing that a translator added for us to see may be lost without a word. Notes alone are read by translators only.
 */
export function xliffFile(root: XmlElement): { ok: true; file: XliffFile } | RefusedAt<XliffRefusal> {
  try {
    return { ok: true, file: fileFrom(root) }
  } catch (fault) {
    if (fault instanceof Stray) return { ok: false, refusal: fault.refusal, place: fault.place }
    throw fault
  }
}

/** Ends the reading; it never leaves this file. */
class Stray extends Error {
  refusal: XliffRefusal
  place: string

  constructor(refusal: XliffRefusal, place: string) {
    super(refusal)
    this.refusal = refusal
    this.place = place
  }
}

function fileFrom(root: XmlElement): XliffFile {
  if (root.name !== inXliff('xliff') || root.attributes.version !== XLIFF_VERSION) {
    throw new Stray('xliff-version-unknown', root.place)
  }
  const { srcLang: source = '', trgLang: target = '' } = attributesOf(root, ['version', 'srcLang', 'trgLang', SPACE])
  const [file, ...more] = elementsOf(root, ['file'])
  if (!file || more.length > 0) throw new Stray('xliff-not-understood', (more[0] ?? root).place)

  const { original: form = '' } = attributesOf(file, ['id', 'original', 'canResegment', SPACE])
  const units = elementsOf(file, ['unit']).map(unitFrom)
  const twice = units.find(({ id }, place) => units.findIndex((one) => one.id === id) !== place)
  if (twice) throw new Stray('xliff-unit-twice', twice.id)
  return { form, source, target, units }
}

function unitFrom(unit: XmlElement): XliffUnit {
  const { id = '' } = attributesOf(unit, ['id', 'canResegment', SPACE])
  const [notes, segments] = [childrenNamed(unit, 'notes'), childrenNamed(unit, 'segment')]
  elementsOf(unit, ['notes', 'segment'])
  for (const note of notes.flatMap((one) => elementsOf(one, ['note']))) elementsIn(note, [])
  const [segment, ...more] = segments
  if (!segment || more.length > 0) throw new Stray('xliff-not-understood', unit.place)

  const { state = 'initial' } = attributesOf(segment, ['id', 'state', 'canResegment'])
  if (!STATES.includes(state)) throw new Stray('xliff-not-understood', segment.place)
  const isInitial = segment.attributes.state === 'initial'
  elementsOf(segment, ['source', 'target'])
  const [source, ...sources] = childrenNamed(segment, 'source')
  const [target, ...targets] = childrenNamed(segment, 'target')
  if (!source || sources.length + targets.length > 0) throw new Stray('xliff-not-understood', segment.place)
  return { id, source: textOf(source), target: target ? textOf(target) : null, isInitial, note: null }
}

const STATES = ['initial', 'translated', 'reviewed', 'final']
const SPACE = `{${XML_NAMESPACE}}space`

function inXliff(name: string): string {
  return `{${XLIFF_NAMESPACE}}${name}`
}

function attributesOf({ attributes, place }: XmlElement, known: readonly string[]): Record<string, string> {
  if (Object.keys(attributes).some((name) => !known.includes(name))) throw new Stray('xliff-not-understood', place)
  return attributes
}

function childrenNamed({ children }: XmlElement, name: string): XmlElement[] {
  return children.filter((child): child is XmlElement => typeof child !== 'string' && child.name === inXliff(name))
}

/** The elements in a place that holds nothing else; space between them is nothing. */
function elementsOf(parent: XmlElement, known: readonly string[]): XmlElement[] {
  if (parent.children.some((child) => typeof child === 'string' && child.trim() !== '')) {
    throw new Stray('xliff-not-understood', parent.place)
  }
  return elementsIn(parent, known)
}

function elementsIn({ children }: XmlElement, known: readonly string[]): XmlElement[] {
  const elements = children.filter((child): child is XmlElement => typeof child !== 'string')
  const stray = elements.find(({ name }) => !known.map(inXliff).includes(name))
  if (stray) throw new Stray('xliff-not-understood', stray.place)
  return elements
}

function textOf(element: XmlElement): string {
  attributesOf(element, [SPACE, `{${XML_NAMESPACE}}lang`])
  return element.children.map((child) => (typeof child === 'string' ? child : signOf(child))).join('')
}

/** `<cp>` stands for a character that XML cannot hold, and for no other (XLIFF 2.1 §4.2.3.1). */
function signOf(element: XmlElement): string {
  const { hex = '' } = element.attributes
  const isBare = element.name === inXliff('cp') && Object.keys(element.attributes).join() === 'hex'
  if (!isBare || element.children.length > 0) throw new Stray('xliff-target-markup', element.place)
  const point = /^[0-9a-f]{4,6}$/i.test(hex) ? Number.parseInt(hex, 16) : 0
  const isSurrogate = point >= 0xd800 && point <= 0xdfff
  if (point === 0 || point > 0x10ffff || isSurrogate || isXmlCharacter(point)) {
    throw new Stray('xliff-text-unreadable', element.place)
  }
  return String.fromCodePoint(point)
}
