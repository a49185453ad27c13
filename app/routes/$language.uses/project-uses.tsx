import type { UseGroup, UseLine } from '#app/domain/usage/grouping.ts'
import { codeLabel } from '#app/i18n/choice-summary.ts'
import { formatDate } from '#app/i18n/format.ts'
import { wordsIn } from '#app/i18n/words-in.ts'
import { Facts } from '#app/ui/facts.tsx'
import { StateLine } from '#app/ui/state-line.tsx'
import { useWords } from '#app/ui/use-words.ts'

/** What one project did with my data in one month. */
export function ProjectUses({ group: { dataUseId, project, lines } }: { group: UseGroup }) {
  const { t, language } = useWords()
  const found = project && wordsIn(project.words, language)
  return (
    <>
      <h3 lang={found?.[1]}>{project ? (found?.[0].title ?? dataUseId) : t('uses:unknown-project')}</h3>
      {project ? (
        <>
          <p>
            {t('uses:by', { organisation: project.organisation })}
            <br />
            {t('uses:what-for', { purpose: codeLabel(t, 'purpose', project.purpose) })}
          </p>
          {found && <p lang={found[1]}>{found[0].summary}</p>}
        </>
      ) : (
        <p>{t('uses:unknown-project-text', { id: dataUseId })}</p>
      )}
      {lines.map((line) => (
        <UseLineFacts
          key={`${line.result} ${line.operation} ${line.hospital} ${line.tool.name} ${line.tool.version}`}
          line={line}
        />
      ))}
    </>
  )
}

const TONES = { used: 'good', denied: 'quiet', disputed: 'care' } as const

function UseLineFacts({ line }: { line: UseLine }) {
  const { t, language } = useWords()
  const { result, times, operation, hospital, tool, first, last } = line
  const [from, to] = [formatDate(language, first), formatDate(language, last)]
  return (
    <div className="use">
      <StateLine tone={TONES[result]}>
        {times === 1 ? t(`uses:${result}`) : t(`uses:${result}-times`, { count: times })}
      </StateLine>
      <Facts
        facts={[
          {
            term: t('uses:what'),
            children: t(`codes:operation.${operation}` as 'codes:operation.training', { defaultValue: operation }),
          },
          { term: t('uses:where'), children: hospital },
          { term: t('uses:tool'), children: t('uses:tool-value', tool) },
          { term: t('uses:when'), children: from === to ? from : t('uses:between', { first: from, last: to }) },
        ]}
      />
    </div>
  )
}
