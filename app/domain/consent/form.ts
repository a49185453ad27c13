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

/** One question, one page, one radio group. */
export type Question = { id: string; options: QuestionOption[] }

/** What an answer gives: an outcome for the whole form, codes it adds to the permit, or a preference. */
export type QuestionOption = {
  value: string
  outcome?: 'consent' | 'refusal' | 'deferral'
  adds?: { purpose?: string[]; recipient?: string[]; region?: string[]; data?: string[] }
  /** `already-made`: only scans acquired before the day of the answer. */
  scans?: 'already-made' | 'all'
  recontact?: boolean
  incidental_findings?: 'tell-me' | 'tell-my-doctor' | 'no'
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

export type Answers = Record<string, string>
