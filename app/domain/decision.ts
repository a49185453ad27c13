/** What a pure rule answers: the event to record, or the code of the refusal. */
export type Decision<Event, Refusal extends string> = { ok: true; event: Event } | { ok: false; refusal: Refusal }

export function recorded<Event>(event: Event): { ok: true; event: Event } {
  return { ok: true, event }
}

export function refused<Refusal extends string>(refusal: Refusal): { ok: false; refusal: Refusal } {
  return { ok: false, refusal }
}
