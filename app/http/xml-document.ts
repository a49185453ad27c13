import { SaxesParser, type SaxesTagNS } from 'saxes'
import type { XmlElement } from '../domain/form/xml-element.ts'
import { isReadable } from './readable-text.ts'

export type XmlRefusal =
  | 'body-too-large'
  | 'xliff-not-utf-8'
  | 'xliff-not-well-formed'
  | 'xliff-doctype-refused'
  | 'xliff-not-understood'
  | 'xliff-text-unreadable'

export type XmlRead = { ok: true; root: XmlElement } | { ok: false; refusal: XmlRefusal; place: string }

/** More than eight times what a thorough form needs in one language. */
export const LONGEST_XML = 1024 * 1024
const DEEPEST = 12

/**
 * Reads XML that somebody sent (XML 1.0, UTF-8). A document type is refused as soon as it is seen, so no entity but the
 * five of XML itself is ever declared, fetched or expanded (OWASP ASVS 5.0 §1.5.1).
 */
export function readXml(bytes: Uint8Array): XmlRead {
  if (bytes.length > LONGEST_XML) return { ok: false, refusal: 'body-too-large', place: '' }
  const text = textOf(bytes)
  if (text === null) return { ok: false, refusal: 'xliff-not-utf-8', place: '' }

  const parser = new SaxesParser({ xmlns: true, position: true })
  const place = () => `${parser.line}:${parser.column}`
  const refuse = (refusal: XmlRefusal): never => {
    throw new Refused(refusal, place())
  }
  try {
    const root = treeOf(parser, text, place, refuse)
    return root ? { ok: true, root } : { ok: false, refusal: 'xliff-not-well-formed', place: place() }
  } catch (fault) {
    if (fault instanceof Refused) return { ok: false, refusal: fault.refusal, place: fault.place }
    throw fault
  }
}

/** Ends the parsing; it never leaves this file. */
class Refused extends Error {
  refusal: XmlRefusal
  place: string

  constructor(refusal: XmlRefusal, place: string) {
    super(refusal)
    this.refusal = refusal
    this.place = place
  }
}

/** The text without its byte order mark, or null where the bytes are no UTF-8. */
function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

type Parser = SaxesParser<{ xmlns: true; position: true }>

function treeOf(
  parser: Parser,
  text: string,
  place: () => string,
  refuse: (refusal: XmlRefusal) => never,
): XmlElement | null {
  const open: XmlElement[] = []
  let root: XmlElement | null = null
  const told = (words: string) => {
    if (!isReadable(words)) refuse('xliff-text-unreadable')
    open.at(-1)?.children.push(words)
  }

  parser.on('error', () => refuse('xliff-not-well-formed'))
  parser.on('doctype', () => refuse('xliff-doctype-refused'))
  parser.on('processinginstruction', () => refuse('xliff-not-understood'))
  parser.on('xmldecl', ({ encoding = 'UTF-8', version }) => {
    if (encoding.toUpperCase() !== 'UTF-8') refuse('xliff-not-utf-8')
    if (version !== '1.0') refuse('xliff-not-well-formed')
  })
  parser.on('text', told)
  parser.on('cdata', told)
  parser.on('opentag', (tag) => {
    if (open.length >= DEEPEST) refuse('xliff-not-understood')
    const element: XmlElement = { ...named(tag), children: [], place: place() }
    open.at(-1)?.children.push(element)
    root ??= element
    open.push(element)
  })
  parser.on('closetag', () => open.pop())
  parser.write(text).close()
  return root
}

const XMLNS = 'http://www.w3.org/2000/xmlns/'

function named({ uri, local, attributes }: SaxesTagNS): Pick<XmlElement, 'name' | 'attributes'> {
  const own = Object.values(attributes).filter((attribute) => attribute.uri !== XMLNS)
  const entries = own.map((attribute) => [inNamespace(attribute.uri, attribute.local), attribute.value])
  return { name: inNamespace(uri, local), attributes: Object.fromEntries(entries) }
}

function inNamespace(uri: string, local: string): string {
  return uri === '' ? local : `{${uri}}${local}`
}
