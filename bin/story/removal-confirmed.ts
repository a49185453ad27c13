import { type Browser, hiddenFields, wordsOf } from './browser.ts'
import { at, is } from './expectations.ts'
import { PIN } from './says-yes.ts'
import type { Stage } from './stage.ts'

type Task = { task_id: string; subject: string; programme: string; outcome?: string }

const OTHER_PROGRAMME = 'breast'

/** She has her data taken out of two programmes: the hospital confirms one removal and explains why the other is not possible. */
export async function hasDataRemoved(stage: Stage, tablet: Browser): Promise<void> {
  const { tell, clinic, programme, pseudonym } = stage
  tell.chapter('She has her data taken out, and follows it to the end')
  await saysNo(stage, tablet)
  for (const from of [programme, OTHER_PROGRAMME]) {
    await tell.step(
      `she asks that her data be taken out of ${from}, with her PIN`,
      () => tablet.post(`/uk/choices/${from}/withdrawal`, { tier: 'remove', pin: PIN }),
      at('/uk/receipts/'),
    )
  }
  const page = (from: string) => tablet.get(`/uk/choices/${from}/withdrawal`)
  await tell.step(
    'her page says that the hospital has not answered yet, and since when',
    () => page(programme),
    (found) => (wordsOf(found).includes('Ми чекаємо з') ? null : 'it does not'),
  )

  const open = async () => {
    const { body } = await clinic.get<{ removal_tasks: Task[] }>('/api/v1/removal-tasks')
    return body.removal_tasks.filter(({ subject }) => subject === pseudonym)
  }
  const tasks = await tell.step('the hospital finds two tasks', open, (found) =>
    found.length === 2 ? null : `it found ${found.length}`,
  )
  const answer = (from: string, said: object) => {
    const task = tasks.find((one) => one.programme === from)
    return clinic.put<Task>(`/api/v1/removal-tasks/${task?.task_id}/outcome`, said)
  }
  const answered = ({ status }: { status: number }) => (status === 200 ? null : `it answered ${status}`)
  await tell.step('it took one out', () => answer(programme, { outcome: 'removed' }), answered)
  await tell.step(
    'and explains why it cannot take out the other',
    () => answer(OTHER_PROGRAMME, { outcome: 'not-possible', hindrance: 'anonymous-by-now' }),
    answered,
  )
  await tell.step('nothing is open any more', open, (left) => (left.length === 0 ? null : `${left.length} are`))
  await tell.step(
    'her page says that it was done',
    () => page(programme),
    (found) => (wordsOf(found).includes('Усі лікарні підтвердили') ? null : 'it does not'),
  )
  await tell.step(
    'and for the other why it was not',
    () => page(OTHER_PROGRAMME),
    (found) => (wordsOf(found).includes('Ніхто вже не може сказати') ? null : wordsOf(found).slice(0, 900)),
  )
}

/** A no in another programme, from which nothing was to be taken so far. */
async function saysNo({ tell }: Stage, tablet: Browser): Promise<void> {
  const questions = `/uk/choices/${OTHER_PROGRAMME}/questions`
  const asked = await tablet.get(`${questions}/take-part`)
  const check = await tablet.post(asked.url, { ...hiddenFields(asked, 'name="answer"'), answer: 'no' })
  await tell.step(
    'she says no to another programme',
    () => tablet.post(check.url, { ...hiddenFields(check, 'name="confirm"'), confirm: 'yes' }),
    at('/uk/receipts/'),
  )
  await tell.step(
    'and may go further all the same',
    () => tablet.get(`/uk/choices/${OTHER_PROGRAMME}/withdrawal`),
    is(200),
  )
}
