import { findDataUses } from '#db/queries/data-uses.server.ts'
import { findProgrammes } from '#db/queries/programmes.server.ts'
import type { Portal } from '../portal.server.ts'

type About = { programmeId: string | null; dataUseId: string | null }

/** The names of a programme or a project per language. */
export type Names = Record<string, string>

/** What each of these is about, by its names; null for what is neither about a programme nor about a project. */
export async function readSubjects({ db }: Portal, abouts: readonly About[]): Promise<(Names | null)[]> {
  const { programmes, uses } = await db.as('public', async (tx) => ({
    programmes: await findProgrammes(tx),
    uses: await findDataUses(tx),
  }))
  const names = new Map<string, Names>([
    ...programmes.map(({ id, details }) => [`programme ${id}`, details.names] as const),
    ...uses.map(({ id, words }) => [`use ${id}`, titlesOf(words)] as const),
  ])
  return abouts.map(
    ({ programmeId, dataUseId }) => names.get(`programme ${programmeId}`) ?? names.get(`use ${dataUseId}`) ?? null,
  )
}

function titlesOf(words: Record<string, { title: string }>): Names {
  return Object.fromEntries(Object.entries(words).map(([language, { title }]) => [language, title]))
}
