import { z } from 'zod'

/** A moment as people type it, in UTC: `2026-11-23 14:30`, with seconds and their parts where they matter. */
export const moment = z.string().transform((text, context) => {
  const at = momentFrom(text)
  if (at) return at
  context.addIssue({ code: 'custom', message: 'moment-not-readable' })
  return z.NEVER
})

/** The moment that a text names, or null where the calendar has none. */
export function momentFrom(text: string): Date | null {
  const [, day, minute, second = '00', part = '0'] = WRITTEN.exec(text) ?? []
  if (!day || !minute) return null
  const written = `${day}T${minute}:${second}.${part.padEnd(3, '0')}Z`
  const at = new Date(written)
  return Number.isNaN(at.getTime()) || at.toISOString() !== written ? null : at
}

const WRITTEN = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?(?: ?UTC|Z)?$/
