/** Time as an argument: the portal is handed one of these, tests hand it another. */
export type Clock = { now(): Date }

export const systemClock: Clock = { now: () => new Date() }
