import { namesPattern } from './pdf-names.ts'

export type Inflate = (bytes: Uint8Array) => Uint8Array | null

/**
 * What stands in the object streams of a PDF (ISO 32000-1, 7.5.7). Null where one cannot be opened, or where something
 * may be one that is written otherwise than programs write them: then nobody knows what a reader would find in it. The
 * file is not trusted to say where its objects begin: every name by which a reader knows an object stream is looked at.
 */
export function objectStreams(file: string, bytes: Uint8Array, inflate: Inflate): Uint8Array[] | null {
  const held: Uint8Array[] = []
  const heads = headsOf(file)
  let opened = 0
  let marks = 0
  for (const { index, isType } of marksOf(file)) {
    marks += 1
    if (index < opened) continue
    const head = heads.find(index)
    if (!head) {
      if (marks > MOST_MARKS || isType || !isOrdinary(file, index)) return null
      continue
    }
    const objects = isPlain(head.dictionary) ? inflate(bytes.subarray(head.end)) : null
    if (!objects) return null
    held.push(objects)
    opened = head.end
  }
  return held
}

/** More than any outline has entries. */
const MOST_MARKS = 10_000

type Head = { start: number; end: number; dictionary: string }

/** Dictionaries without texts, comments and other dictionaries in them, of which a stream follows. */
const HEAD = /\bobj[\s\0]*<<([^()%<>]*)>>[\s\0]*stream\r?\n/g

/** Finds the head in which a place lies; asked in the order of the file. */
function headsOf(file: string): { find(place: number): Head | null } {
  const heads = file.matchAll(HEAD)
  const next = (): Head | null => {
    const { value: found } = heads.next()
    return found ? { start: found.index, end: found.index + found[0].length, dictionary: found[1] ?? '' } : null
  }
  let head = next()
  return {
    find(place) {
      while (head && head.end <= place) head = next()
      return head && head.start <= place ? head : null
    },
  }
}

type Mark = { index: number; isType: boolean }

const NAME_ENDS = '(?=[\\s\\0()<>[\\]{}/%]|$)'

const MARK = new RegExp(`(?:(${namesPattern(['ObjStm'])})|${namesPattern(['First'])})${NAME_ENDS}`, 'g')

/** Readers follow `First` to the objects even where the type is missing. */
function* marksOf(file: string): Generator<Mark> {
  for (const { index, 1: type } of file.matchAll(MARK)) yield { index, isType: type !== undefined }
}

/** Longer than what an outline says after its first entry. */
const LONGEST_REST = 4096

const REST = /^(?:[^()%]|\((?:\\[\s\S]|[^\\()])*\))*?(endobj|stream)/

/** An outline has a `First` too, and no stream. */
function isOrdinary(file: string, place: number): boolean {
  return REST.exec(file.slice(place, place + LONGEST_REST))?.[1] === 'endobj'
}

/** Packed once, as every program does, nothing in it that changes what is unpacked, and no name in escapes. */
function isPlain(dictionary: string): boolean {
  const names = dictionary.match(/\/[^\s\0/[\]]+/g) ?? []
  const isKnown = names.every((name) => KNOWN.has(name)) && new Set(names).size === names.length
  return isKnown && /\/Filter[\s\0]*\[?[\s\0]*\/FlateDecode/.test(dictionary)
}

const KNOWN: ReadonlySet<string> = new Set(
  ['Type', 'ObjStm', 'N', 'First', 'Length', 'Extends', 'Filter', 'FlateDecode'].map((name) => `/${name}`),
)
