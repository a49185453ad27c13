import { formatAgo } from '#app/i18n/format.ts'
import { StateLine } from '#app/ui/state-line.tsx'
import { useWords } from '#app/ui/use-words.ts'
import type { OverviewData } from './route.tsx'

type Nodes = OverviewData['nodes']

/** The nodes that follow this programme's choices, and those that have not asked for news for too long. */
export function NodesOfProgramme({ nodes, now }: { nodes: Nodes; now: Date }) {
  const { t } = useWords()
  const late = nodes.filter(({ status, lags }) => status === 'active' && lags).length
  return (
    <>
      <h3>{t('staff:nodes.heading')}</h3>
      {nodes.length === 0 && <p>{t('staff:nodes.none')}</p>}
      {nodes.length > 0 && (
        <StateLine tone={late > 0 ? 'care' : 'good'}>
          {late > 0 ? t('staff:nodes.lags', { count: late }) : t('staff:nodes.all-well')}
        </StateLine>
      )}
      {nodes.length > 0 && <NodeTable nodes={nodes} now={now} />}
    </>
  )
}

function NodeTable({ nodes, now }: { nodes: Nodes; now: Date }) {
  const { t, language } = useWords()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that may scroll sideways must be reachable by keyboard
    <section className="table-frame" tabIndex={0} aria-label={t('staff:nodes.heading')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('staff:nodes.node')}</th>
            <th scope="col">{t('staff:nodes.last-sync')}</th>
            <th scope="col">{t('staff:nodes.state')}</th>
          </tr>
        </thead>
        <tbody>
          {nodes.map((node) => (
            <tr key={node.clientId}>
              <th scope="row">{node.name}</th>
              <td>{node.lastSyncAt ? formatAgo(language, node.lastSyncAt, now) : t('staff:nodes.never')}</td>
              <td>{t(`staff:nodes.${stateOf(node)}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function stateOf({ status, lags }: Nodes[number]): 'suspended' | 'decommissioned' | 'late' | 'on-time' {
  if (status === 'suspended' || status === 'decommissioned') return status
  return lags ? 'late' : 'on-time'
}
