/** What a command may touch besides the files that its arguments name. */
export type World = {
  fetch: typeof fetch
  now(): Date
  randomId(): string
  readInput(): Promise<string>
  print(text: string): void
  complain(text: string): void
  /** Does somebody watch what is complained? */
  terminal?: boolean
  /** Comes true when somebody asks this process to end. */
  stopped(): Promise<void>
}
