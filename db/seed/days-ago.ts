import type { Portal } from '#app/portal.server.ts'

export function daysAgo({ clock }: Portal, days: number): Date {
  return new Date(clock.now().getTime() - days * 86_400_000)
}

/** The same portal at an earlier time. */
export function portalAt(portal: Portal, at: Date): Portal {
  return { ...portal, clock: { now: () => at, recorded: async () => at } }
}
