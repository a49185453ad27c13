/** Tells each step of the story: what was sent, what came back, how long it took; and remembers what went wrong. */
export type Narrator = {
  chapter(title: string): void
  /** Runs one step; `expected` looks at what came back and says what is wrong with it, or null. */
  step<Result>(title: string, act: () => Promise<Result>, expected: (result: Result) => string | null): Promise<Result>
  heard(text: string): void
  failures(): string[]
}

const MOST_LINES = 4

export function narrator(print: (line: string) => void = console.log): Narrator {
  const failures: string[] = []
  let heard: string[] = []
  return {
    chapter: (title) => print(`\n${title}`),
    heard: (text) => heard.push(text),
    failures: () => failures,
    async step(title, act, expected) {
      heard = []
      const began = performance.now()
      const result = await act()
      const took = Math.round(performance.now() - began)
      const wrong = expected(result)
      print(`  ${wrong ? 'NOT SO' : 'so'}  ${title} (${took} ms)`)
      for (const line of heard.slice(-MOST_LINES)) print(`        ${line}`)
      if (wrong) {
        print(`        ${wrong}`)
        failures.push(`${title}: ${wrong}`)
      }
      return result
    },
  }
}
