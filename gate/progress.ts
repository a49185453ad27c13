/** Tells whoever waits how far the work has come. */
export type Progress = (stage: Stage, done: number, of: number | null) => void

/** Reading what the node holds, verifying signatures, going through the cohort. */
export type Stage = 'reading' | 'verifying' | 'checking'

export const SILENT: Progress = () => undefined
