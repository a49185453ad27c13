import { readFileSync } from 'node:fs'
import type { FormWords, Question, UnderstandingCheck } from '#app/domain/consent/form.ts'
import type { Figure, SummaryWords } from '#app/domain/impact/summary.ts'
import type { ProgrammeDetails } from '../schema/programmes.ts'

/** The words of the demo, per language, from the files beside this one. */
export const content = {
  forms: () => ({ lung: read<FormContent>('lung-form'), breast: read<FormContent>('breast-form') }),
  programmes: () => read<(ProgrammeDetails & { id: string; token_days: number })[]>('programmes'),
  dataUses: () => read<DataUseContent[]>('data-uses'),
  impactSummaries: () => read<ImpactContent[]>('impact-summaries'),
}

export type FormContent = { questions: Question[]; words: Record<string, FormWords>; checks: UnderstandingCheck[] }

export type DataUseContent = {
  id: string
  programme: string
  legal_basis: 'consent' | 'altruism'
  purpose: string
  recipient: string
  region: string
  data: string[]
  organisation: string
  tool: { name: string; version: string }
  approval_reference: string
  starts_on: string
  ends_on: string
  titles: Record<string, string>
  summaries: Record<string, string>
}

export type ImpactContent = {
  slug: string
  programme: string
  data_uses: string[]
  figure: Figure
  words: Record<string, SummaryWords>
}

function read<Content>(name: string): Content {
  return JSON.parse(readFileSync(new URL(`./content/${name}.json`, import.meta.url), 'utf8'))
}
