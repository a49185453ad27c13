import { Failure } from '../../failure.ts'
import { BYTEWISE, type Cohort, type Portion } from '../cohort.ts'
import { textPieces } from '../text-pieces.ts'
import { personIn } from './person-in.ts'
import { resourceFrom } from './resource-from.ts'

/** FHIR R4 resources, one on a line, as a bulk export writes them. A line that is kept stays as it is. */
export async function readNdjson(path: string, system: string): Promise<Cohort> {
  return { before: '', after: '', portions: portionsIn(path, system) }
}

/** A resource with a document inside may be large; longer lines are refused. */
const LONGEST_LINE = 2 ** 24

async function* portionsIn(path: string, system: string): AsyncGenerator<Portion> {
  let text = ''
  for await (const piece of textPieces(path)) {
    text += piece
    const end = text.lastIndexOf('\n') + 1
    if (text.length - end > LONGEST_LINE) throw new Failure('cohort-unreadable', { code: 'line-too-long' })
    if (end > 0) yield portionOf(text.slice(0, end), system)
    text = text.slice(end)
  }
  if (text !== '') yield portionOf(text, system)
}

function portionOf(text: string, system: string): Portion {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  return {
    subjects: lines.map((line) => personIn(resourceFrom(Buffer.from(line, BYTEWISE)), system, () => null)),
    written: (isKept) =>
      lines
        .filter((_, entry) => isKept(entry))
        .map((line) => `${line}\n`)
        .join(''),
  }
}
