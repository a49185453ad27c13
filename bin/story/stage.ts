import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Demo, DemoNode } from '#db/seed/demo.ts'
import { type Hospital, hospital } from './hospital.ts'
import { type Narrator, narrator } from './narrator.ts'

/** What every chapter is handed: the running demo, a hospital signed in to it, and what it wants to do. */
export type Stage = {
  demo: Demo
  tell: Narrator
  node: DemoNode
  clinic: Hospital
  programme: string
  dataUse: string
  /** The project's own request, as the API asks it. */
  request: { purpose: string; recipient: string; region: string; data: string[] }
  /** Whom the story is about. */
  pseudonym: string
  /** May the hospital use her data now, for the project's own purpose or this one? */
  permitted(purpose?: string): Promise<boolean>
}

export async function openStage(programme: string): Promise<Stage> {
  const demo: Demo = JSON.parse(await readFile(join(process.env.DATA_DIR || '.data', 'demo.json'), 'utf8'))
  const use = demo.data_uses.find(({ legal_basis }) => legal_basis === 'consent')
  const [node] = demo.nodes
  if (!use || !node) throw new Error('the demo has no data use by consent, or no node')

  const tell = narrator()
  const clinic = await hospital(demo.url, node, tell)
  const request = { purpose: use.purpose, recipient: use.recipient, region: use.region, data: use.data }
  return aboutSomebodyNew({ demo, tell, node, clinic, programme, dataUse: use.id, request })
}

/** The same stage with a person whom nobody has heard of yet. */
export function aboutSomebodyNew(stage: Omit<Stage, 'pseudonym' | 'permitted'>): Stage {
  const { clinic, programme, request } = stage
  const pseudonym = `story-${randomUUID()}`
  const permitted = async (purpose = request.purpose) => {
    const body = { legal_basis: 'consent', programme, ...request, purpose, subjects: [pseudonym] }
    const answer = await clinic.post<{ permitted: string[] }>('/api/v1/decisions', body)
    return answer.body.permitted.includes(pseudonym)
  }
  return { ...stage, pseudonym, permitted }
}
