import type { Figure, ImpactSummary, SummaryWords } from '#app/domain/impact/summary.ts'

export const FIGURE: Figure = {
  kind: 'bars',
  unit_key: 'scans',
  rows: [
    { key: 'agreed', value: 460 },
    { key: 'missed', value: 12 },
  ],
}

export const WORDS: SummaryWords = {
  title: 'What was learned',
  lead: 'In short',
  body: ['It found more.', 'It did not work for old scanners.'],
  figure_title: 'How it did',
  figure_rows: { agreed: 'Agreed', missed: 'Missed' },
  what_next: 'We go on.',
}

export function aSummary(changes: Partial<ImpactSummary> = {}): ImpactSummary {
  return {
    id: '00000000-0000-4000-8000-000000000001',
    slug: 'what-was-learned',
    programmeId: 'lung',
    status: 'draft',
    authorId: 'ana',
    publisherId: null,
    figure: FIGURE,
    words: { en: WORDS, sl: WORDS },
    dataUseIds: ['nodules'],
    createdAt: new Date('2026-03-01T00:00:00Z'),
    publishedAt: null,
    correctedAt: null,
    ...changes,
  }
}
