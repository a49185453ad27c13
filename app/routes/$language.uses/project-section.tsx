import type { ProjectUses } from '#app/domain/usage/grouping.ts'
import { codeLabel } from '#app/i18n/choice-summary.ts'
import { wordsIn } from '#app/i18n/words-in.ts'
import { Details } from '#app/ui/details.tsx'
import { Timeline } from '#app/ui/timeline.tsx'
import { useWords } from '#app/ui/use-words.ts'
import { useTimelineEntry } from './use-timeline-entry.tsx'

/** One project: who and what for, told once, then what it did, newest first. */
export function ProjectSection({ uses: { dataUseId, project, lines } }: { uses: ProjectUses }) {
  const { t, language } = useWords()
  const entry = useTimelineEntry()
  const found = project && wordsIn(project.words, language)
  const heading = `project-${dataUseId}`
  return (
    <section aria-labelledby={heading}>
      <h2 id={heading} lang={found?.[1]}>
        {project ? (found?.[0].title ?? dataUseId) : t('uses:unknown-project')}
      </h2>
      {project ? (
        <p>
          {t('uses:by', { organisation: project.organisation })}
          <br />
          {t('uses:what-for', { purpose: codeLabel(t, 'purpose', project.purpose) })}
        </p>
      ) : (
        <p>{t('uses:unknown-project-text', { id: dataUseId })}</p>
      )}
      {found && (
        <Details summary={t('uses:about')}>
          <p lang={found[1]}>{found[0].summary}</p>
        </Details>
      )}
      <Timeline entries={lines.map(entry)} />
    </section>
  )
}
