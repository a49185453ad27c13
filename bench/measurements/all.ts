import type { Measurement } from '../measurement.ts'
import { introspection } from './introspection.ts'

/** The rows of the table, in its order; one more is one more line here. */
export const MEASUREMENTS: readonly Measurement[] = [introspection]
