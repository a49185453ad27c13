import type { Portal } from '../portal.server.ts'

/** What each portal has one of, made when it is first asked for: two portals in one process share no memory. */
export function perPortal<Kept>(make: (portal: Portal) => Kept): (portal: Portal) => Kept {
  const made = new WeakMap<Portal, Kept>()
  return (portal) => {
    const kept = made.get(portal) ?? make(portal)
    made.set(portal, kept)
    return kept
  }
}
