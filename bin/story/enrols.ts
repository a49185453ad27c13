import { no } from './expectations.ts'
import type { Stage } from './stage.ts'

export type Letter = { code: string; url: string }

/** What stands in the hospital's records and, for the claim, in her memory. */
export const BIRTH = { year: '1951', month: '4', day: '9' }

export async function enrols(stage: Stage): Promise<Letter> {
  const { tell, permitted } = stage
  tell.chapter('A hospital enrols a person and knows nothing of her choices')
  const letter = await sendsLetter(stage)
  await tell.step('its question about her is answered with nobody', permitted, no('she was permitted'))
  return letter
}

/** The hospital enrols a person and prints her letter. */
export async function sendsLetter({ tell, node, clinic, pseudonym }: Stage): Promise<Letter> {
  const { body } = await tell.step(
    `${node.organisation} enrols a person and gets the letter to print`,
    () =>
      clinic.post<{ invitation: Letter }>('/api/v1/enrolments', {
        pseudonym,
        birth_date: '1951-04-09',
        language: 'sl',
      }),
    ({ status }) => (status === 201 ? null : `it answered ${status}`),
  )
  return body.invitation
}
