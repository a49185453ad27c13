import { wordsIn } from './words-in.ts'

type Named = { id: string; details: { names: Record<string, string> } }

/** What a programme calls itself in the reader's language. */
export function programmeName({ id, details }: Named, language: string): string {
  return wordsIn(details.names, language)?.[0] ?? id
}
