/** A published form version: immutable; its words are data, per language. */
export type Form = {
  id: string
  programmeId: string
  version: string
  validYears: number
  questions: Question[]
  words: Record<string, FormWords>
  /** The version before it, and what its author declared; neither for a programme's first. */
  follows?: string | null
  change?: FormChange | null
  /** Questions by which a person can see for herself whether she has understood; they never stand in her way. */
  checks?: UnderstandingCheck[]
}

/** A minor change carries on and people are told; after a major one they are asked again and the old scope stands until then. */
export const FORM_CHANGES = ['minor', 'major'] as const
export type FormChange = (typeof FORM_CHANGES)[number]

/** One question with its right answer; the words are in `FormWords.checks`. */
export type UnderstandingCheck = { id: string; options: string[]; right: string }

/** One question, one page: one answer, or with `several` as many as are ticked. */
export type Question = { id: string; several?: boolean; options: QuestionOption[] }

/** What an answer gives: an outcome for the whole form, codes it adds to the permit, or a preference. */
export type QuestionOption = {
  value: string
  outcome?: 'consent' | 'refusal' | 'deferral'
  adds?: { purpose?: string[]; recipient?: string[]; region?: string[]; data?: string[] }
  /** Scans acquired before the day of the answer, those from then on, or both. */
  scans?: 'already-made' | 'still-to-come' | 'all'
  /** For how many years from the day of the answer; without it as long as the consent lasts. */
  use_years?: number
  recontact?: boolean
  incidental_findings?: 'tell-me' | 'tell-my-doctor' | 'no'
  after_death?: 'stop' | 'go-on'
  /** Questions further on that are asked only after this answer, of whoever wants to choose in detail. */
  leads_to?: string[]
}

/** What a person reads in one language. */
export type FormWords = {
  title: string
  /** Who, what for, never for, until when: one short promise each. */
  promises: string[]
  sections: { id: string; heading: string; short: string; longer: string; legal: string }[]
  questions: Record<
    string,
    { question: string; help: string; options: Record<string, { label: string; meaning: string }> }
  >
  /** What changed since the version before, one short sentence each. */
  what_changed?: string[]
  checks?: Record<string, { question: string; options: Record<string, string>; explanation: string }>
}

/** By question, the value of the option that was chosen; with several, their values in order with a space between them. */
export type Answers = Record<string, string>
