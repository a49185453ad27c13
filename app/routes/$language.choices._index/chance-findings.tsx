import type { HospitalTelling } from '#app/services/read-finding-paths.server.ts'
import type { ProgrammeChoice } from '#app/services/read-my-choices.server.ts'
import { FindingPaths } from '#app/ui/finding-paths.tsx'

/** How I would be told of what research finds by chance, where a yes of mine says that somebody should be. */
export function ChanceFindings({ telling, choices }: { telling: HospitalTelling[]; choices: ProgrammeChoice[] }) {
  const wishes = choices.flatMap(({ consent, isOver }) =>
    consent?.state === 'given' && !isOver && consent.choices ? consent.choices.incidental_findings : [],
  )
  return <FindingPaths telling={telling} wishes={wishes} />
}
