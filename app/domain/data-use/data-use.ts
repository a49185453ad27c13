import type { DataUseScope } from '../consent/decide.ts'

/** What people read about a data use in one language. */
export type UseWords = { title: string; summary: string }

export const NO_USE_WORDS: UseWords = { title: '', summary: '' }

export const LEGAL_BASES = ['altruism', 'consent'] as const
export type LegalBasis = (typeof LEGAL_BASES)[number]

/** Who wants to do what with which data, where, with what and until when: what an approval approves. */
export type Particulars = Omit<DataUseScope, 'id' | 'status'> & {
  organisation: string
  tool: { name: string; version: string }
  approvalReference: string
}

/** A data use with its words; who wrote it and who approved it are unknown for those that came with the programme. */
export type DataUse = DataUseScope &
  Particulars & {
    programmeId: string
    words: Record<string, UseWords>
    authorId: string | null
    approverId: string | null
    createdAt: Date | null
    approvedAt: Date | null
    endedAt: Date | null
  }
