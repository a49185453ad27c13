import { encoded } from '#gate/selftest/forge.ts'

/** As large as a status list may be, which is the largest that anybody may send a gate without a word about who they are. */
const SIZE = 2 * 2 ** 20

/** Texts that cost whoever reads on before it has seen a signature. */
export const HEAVY: Record<string, string> = {
  'nothing but dots': '.'.repeat(SIZE),
  'one endless part': 'A'.repeat(SIZE),
  'no base64 at all': '*'.repeat(SIZE),
  'a header of brackets': asHeader('['.repeat(SIZE * 0.7)),
  'a header nested without end': asHeader(`{"a":${'['.repeat(SIZE * 0.35)}${']'.repeat(SIZE * 0.35)}}`),
  'a header of one member said again and again': asHeader(`{${'"a":1,'.repeat(SIZE * 0.11)}"a":1}`),
  'a header of many members': asHeader(
    `{${Array.from({ length: SIZE * 0.05 }, (_, index) => `"${index}":1`).join(',')}}`,
  ),
  'a header of escapes': asHeader(`{"a":"${'\\"'.repeat(SIZE * 0.35)}"}`),
}

function asHeader(text: string): string {
  return `${encoded(text)}.AA.AA`
}
