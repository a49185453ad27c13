export const PATHS_TO_PERSON = ['appointment', 'call', 'letter'] as const

export const PATHS_TO_DOCTOR = ['family-doctor', 'doctor-of-the-scan'] as const

/** By which path a hospital tells of what research finds by chance; null where it has not said so yet. */
export type FindingPath = {
  toPerson: (typeof PATHS_TO_PERSON)[number]
  toDoctor: (typeof PATHS_TO_DOCTOR)[number]
}
