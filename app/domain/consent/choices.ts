import type { Provision } from './provision.ts'

export const INCIDENTAL_FINDINGS = ['tell-me', 'tell-my-doctor', 'no'] as const

/** What a person chose, as it is recorded. */
export type Choices = {
  provisions: Provision[]
  recontact: boolean
  incidental_findings: (typeof INCIDENTAL_FINDINGS)[number]
}

export const NO_CHOICES: Choices = { provisions: [], recontact: false, incidental_findings: 'no' }
