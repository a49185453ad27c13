import type { Translate } from '#app/i18n/translate.ts'

/** What is done at a hospital's desk: the path under `/staff/desk`, and its name. */
export const DESK_PLACES: readonly { path: string; name(t: Translate): string }[] = [
  { path: 'sitting', name: (t) => t('assisted:title') },
  { path: 'papers', name: (t) => t('paper:title') },
  { path: 'death', name: (t) => t('after-death:report.title') },
  { path: 'representatives', name: (t) => t('representatives:desk.title') },
  { path: 'findings', name: (t) => t('finding-paths:title') },
  { path: 'corrections', name: (t) => t('corrections:title') },
  { path: 'imports', name: (t) => t('import:title') },
]
