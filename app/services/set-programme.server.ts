import { takeOperatorsTurn } from '#db/queries/operators-turn.server.ts'
import { findProgrammes, type Programme } from '#db/queries/programmes.server.ts'
import { insertProgramme, type ProgrammeSetUp, updateProgramme } from '#db/queries/set-up-programmes.server.ts'
import type { Decision } from '../domain/decision.ts'
import type { Operator } from '../domain/operation/operator.ts'
import {
  type ProgrammeSetting,
  type ProgrammeSettingRefusal,
  programmeSetting,
} from '../domain/operation/programme-setting.ts'
import type { Portal } from '../portal.server.ts'
import { noteOperation } from './note-operation.server.ts'

/** Makes a programme, or makes it what the operator says it is; where it is so already, nothing is done. */
export async function setProgramme(
  { db, clock }: Portal,
  { asked, renamed, by }: { asked: ProgrammeSetUp; renamed: boolean; by: Operator },
): Promise<Decision<ProgrammeSetting, ProgrammeSettingRefusal>> {
  return db.as('public', async (tx) => {
    await takeOperatorsTurn(tx)
    const all = await findProgrammes(tx)
    const before = all.find(({ id }) => id === asked.id)
    const otherNames = all.filter((other) => other !== before).flatMap(({ details }) => details.names.en ?? [])
    const decision = programmeSetting(factsOf(asked), before ? factsOf(before) : null, { otherNames, renamed })
    if (!decision.ok) return decision

    const { added, changed } = decision.event
    if (added) await insertProgramme(tx, asked)
    else if (changed.length > 0) await updateProgramme(tx, asked)
    else return decision
    const action = added ? 'programme-added' : 'programme-changed'
    await noteOperation(tx, by, action, { programme: asked.id, changed }, clock.now())
    return decision
  })
}

function factsOf({ details, tokenDays }: Pick<Programme, 'details' | 'tokenDays'>) {
  return { ...details, token_days: tokenDays }
}
