/** As many characters as somebody will read of each kind of text, and no more than its place on the page holds. */
export const TEXT_LIMITS = {
  title: 300,
  promise: 1000,
  'section-heading': 300,
  'section-short': 4000,
  'section-longer': 20_000,
  'section-legal': 20_000,
  question: 600,
  'question-help': 4000,
  'option-label': 300,
  'option-meaning': 2000,
  'check-question': 600,
  'check-option': 600,
  'check-explanation': 2000,
  'what-changed': 1000,
} as const

/** As many promises, or sentences on what changed, as fit on one page. */
export const LONGEST_LIST = 20
