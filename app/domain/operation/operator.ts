/** Who runs the platform, at its command line, and why; the reason stays in the audit. */
export type Operator = { name: string; reason: string | null }
