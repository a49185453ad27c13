import { FORM_CHANGES, type Form, type FormChange } from '../consent/form.ts'
import { suppressed } from '../impact/suppression.ts'
import { changesBetween } from './changes-between.ts'

/** What a version asks of those who said yes to an earlier one. */
export type Consequence = { declared: FormChange | null; people: { change: FormChange; atLeast: number | null }[] }

export type Yeses = {
  versions: readonly Form[]
  /** On which version how many people's yes rests. */
  yeses: readonly { formId: string; people: number }[]
  /** The programme's, for aggregates. */
  threshold: number
}

/**
 * What follows from a version's declaration and from those on the way to it. A small number is hidden, with another
 * that would tell it, and a shown one is rounded down in steps of the threshold: from one day to the next it tells of nobody.
 */
export function consequence(after: Form, { versions, yeses, threshold }: Yeses): Consequence {
  const changeSince = (agreed: string) => changesBetween({ agreed, newer: after.id }, [...versions, after]).change
  const changes = FORM_CHANGES.filter((change) => versions.some(({ id }) => changeSince(id) === change))
  const people = changes.map((change) =>
    yeses.filter(({ formId }) => changeSince(formId) === change).reduce((all, one) => all + one.people, 0),
  )
  const shown = suppressed(people, threshold).counts
  return {
    declared: after.change ?? null,
    people: changes.map((change, place) => ({ change, atLeast: roundedDown(shown[place] ?? null, threshold) })),
  }
}

function roundedDown(count: number | null, step: number): number | null {
  return count === null ? null : count - (count % Math.max(1, step))
}
