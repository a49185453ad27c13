import { findForm, findFormFacts, supersede } from '#db/queries/forms.server.ts'
import { takeGround } from '#db/queries/issue-hold.server.ts'
import { revokeAllTokens } from '#db/queries/mass-revocation.server.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import type { Operator } from '../domain/operation/operator.ts'
import type { Portal } from '../portal.server.ts'
import { noteOperation } from './note-operation.server.ts'

/** Takes a form version back: what people answered on it no longer counts, and every token that rests on it is revoked. */
export async function supersedeForm(
  { db, clock }: Portal,
  { formId, by }: { formId: string; by: Operator },
): Promise<Decision<{ tokensRevoked: number }, 'form-not-found' | 'form-already-superseded'>> {
  return db.as({ task: 'revoke' }, async (tx) => {
    const form = await findForm(tx, formId)
    if (!form) return refused('form-not-found')
    await takeGround(tx, `programme ${form.programmeId}`)
    if ((await findFormFacts(tx)).superseded.has(formId)) return refused('form-already-superseded')

    const at = clock.now()
    await supersede(tx, formId, at)
    const tokensRevoked = await revokeAllTokens(tx, { formId }, at)
    await noteOperation(tx, by, 'form-superseded', { form: formId, tokens_revoked: tokensRevoked }, at)
    return recorded({ tokensRevoked })
  })
}
