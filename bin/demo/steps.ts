/** Does one step of the start and tells what it is and how long it took. */
export async function step<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
  const begun = performance.now()
  console.log(`${name} ...`)
  const result = await work()
  console.log(`  done in ${((performance.now() - begun) / 1000).toFixed(1)} s`)
  return result
}

/** A remark on the step that is going on. */
export function remark(line: string): void {
  console.log(`  ${line}`)
}
