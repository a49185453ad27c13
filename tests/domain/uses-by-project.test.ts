import { describe, expect, test } from 'vitest'
import { type UseOfMine, usesByProject } from '#app/domain/usage/grouping.ts'

function use(day: string, changes: Partial<UseOfMine> = {}): UseOfMine {
  return {
    at: new Date(`${day}T10:00:00Z`),
    dataUseId: 'nodules',
    operation: 'training',
    tool: { name: 'finder', version: '1' },
    outcome: 'used',
    booking: 'accepted',
    hospital: 'Demo hospital',
    project: null,
    ...changes,
  }
}

describe('the uses of a person’s data', () => {
  test('count what is repeated within a month as one line, from the first to the last day', () => {
    const [project] = usesByProject([use('2026-03-02'), use('2026-03-30'), use('2026-03-15')])
    expect(project?.lines).toMatchObject([
      { times: 3, first: new Date('2026-03-02T10:00:00Z'), last: new Date('2026-03-30T10:00:00Z'), month: '2026-03' },
    ])
  })

  test('are told month by month and newest first', () => {
    const [project] = usesByProject([use('2026-03-31'), use('2026-05-01'), use('2026-04-01')])
    expect(project?.lines.map(({ month }) => month)).toEqual(['2026-05', '2026-04', '2026-03'])
  })

  test('are told project by project, the one that used the data last at the top', () => {
    const projects = usesByProject([use('2026-03-01'), use('2026-04-01', { dataUseId: 'triage' })])
    expect(projects.map(({ dataUseId }) => dataUseId)).toEqual(['triage', 'nodules'])
  })

  test.each([
    { operation: 'validation' },
    { hospital: 'Another hospital' },
    { tool: { name: 'finder', version: '2' } },
    { outcome: 'denied' },
    { booking: 'disputed' },
  ] as const)('are never counted together with what differs in %o', (changes) => {
    expect(usesByProject([use('2026-03-01'), use('2026-03-02', changes)])[0]?.lines).toHaveLength(2)
  })

  test('keep what was denied and what is in doubt, and call neither a use', () => {
    const uses = [use('2026-03-01', { outcome: 'denied' }), use('2026-03-02', { booking: 'disputed' })]
    expect(usesByProject(uses)[0]?.lines.map(({ result }) => result)).toEqual(['disputed', 'denied'])
  })
})
