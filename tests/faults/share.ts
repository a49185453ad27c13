import { inject } from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    /** `npm test` takes a small share of the faults, `npm run test:faults` the whole. */
    faults: 'small' | 'whole'
  }
}

export const IS_WHOLE = inject('faults') === 'whole'

/** As many as this run takes. */
export function share({ small, whole }: { small: number; whole: number }): number {
  return IS_WHOLE ? whole : small
}
