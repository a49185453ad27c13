import { type Decision, recorded, refused } from '../decision.ts'

/** What people read about a programme, and how long its tokens live; as it is told, member by member. */
export type ProgrammeFacts = { authority: string; names: Record<string, string> } & Record<string, unknown>

export type ProgrammeSettingRefusal = 'programme-is-another' | 'programme-name-taken'

/** Whether the programme is new, and which of its facts change. */
export type ProgrammeSetting = { added: boolean; changed: string[] }

/** What becomes of a programme that is set up, or set up again; only an operator who says so hands it to another authority. */
export function programmeSetting(
  asked: ProgrammeFacts,
  before: ProgrammeFacts | null,
  { otherNames, renamed }: { otherNames: readonly string[]; renamed: boolean },
): Decision<ProgrammeSetting, ProgrammeSettingRefusal> {
  if (otherNames.includes(asked.names.en ?? '')) return refused('programme-name-taken')
  if (!before) return recorded({ added: true, changed: [] })
  if (before.authority !== asked.authority && !renamed) return refused('programme-is-another')
  const changed = Object.keys(asked).filter((name) => inOneOrder(asked[name]) !== inOneOrder(before[name]))
  return recorded({ added: false, changed })
}

/** A value as text that does not depend on the order of its members, which PostgreSQL does not keep. */
function inOneOrder(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inOneOrder).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? ''
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([name, inner]) => `${JSON.stringify(name)}:${inOneOrder(inner)}`).join(',')}}`
}
