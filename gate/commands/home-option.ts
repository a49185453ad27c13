import type { Option } from './command.ts'

export const HOME_OPTION = {
  home: { value: 'DIR', fallback: '.accord-gate', help: 'where this node keeps its key and what it knows' },
} satisfies Record<string, Option>
