/** One page of a preview, by what stands behind the `?` of its address. */
export type PreviewPage = { kind: 'start' | 'question' | 'checks' | 'what-changed'; search: string }

type Previewed = { questions: readonly string[]; hasChecks: boolean; followsOne: boolean }

/** The pages in the order in which a person may come to them; what is not there has none. */
export function previewPages({ questions, hasChecks, followsOne }: Previewed): PreviewPage[] {
  return [
    { kind: 'start', search: '' },
    ...questions.map((id) => ({ kind: 'question' as const, search: `question=${id}` })),
    ...(hasChecks ? [{ kind: 'checks' as const, search: 'page=checks' }] : []),
    ...(followsOne ? [{ kind: 'what-changed' as const, search: 'page=what-changed' }] : []),
  ]
}

/** The page that was asked for, with those before and after it; the first where there is no such page. */
export function placeAmong(pages: readonly PreviewPage[], asked: string) {
  const found = pages.findIndex(({ search }) => search === asked)
  const place = Math.max(found, 0)
  return { page: pages[place] ?? START, before: pages[place - 1] ?? null, next: pages[place + 1] ?? null }
}

const START: PreviewPage = { kind: 'start', search: '' }
