/** Time as an argument: the portal is handed one of these, tests and the demo's past hand it another. */
export type Clock = {
  now(): Date
  /** When an event is recorded: the database's own time, read under the contributor's lock. */
  recorded(databaseNow: () => Promise<Date>): Promise<Date>
}

export const systemClock: Clock = {
  now: () => new Date(),
  recorded: (databaseNow) => databaseNow(),
}
