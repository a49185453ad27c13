import type { Operation } from './operation.ts'
import { SETTING_UP } from './setting-up.ts'
import { STAFFING } from './staffing.ts'
import { STOPPING } from './stopping.ts'

export const OPERATIONS: Record<string, Operation> = { ...SETTING_UP, ...STAFFING, ...STOPPING }
