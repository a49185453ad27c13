/** What was started ends with these, however often they come: a terminal sends them to every process at once. */
export const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
