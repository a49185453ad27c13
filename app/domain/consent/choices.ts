import type { Provision } from './provision.ts'

export const INCIDENTAL_FINDINGS = ['tell-me', 'tell-my-doctor', 'no'] as const

/** What becomes of a yes when she has died: it ends with that day, or it goes on as she said. */
export const AFTER_DEATH = ['stop', 'go-on'] as const

/** What a person chose, as it is recorded. */
export type Choices = {
  provisions: Provision[]
  recontact: boolean
  incidental_findings: (typeof INCIDENTAL_FINDINGS)[number]
  /** Whoever was not asked, or did not say, wants nothing to go on. */
  after_death?: (typeof AFTER_DEATH)[number]
}

export const NO_CHOICES: Choices = { provisions: [], recontact: false, incidental_findings: 'no' }

/** Whether two say the same, whatever the order in which their members are written. */
export function areSameChoices(one: Choices, other: Choices): boolean {
  return written(one) === written(other)
}

function written(choices: Choices): string {
  return JSON.stringify(choices, (_, value: unknown) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  )
}
