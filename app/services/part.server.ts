import type { Portal } from '../portal.server.ts'

/** A part of a page: what it holds, or the fact that it could not be loaded, which is never shown as nothing. */
export type Part<Value> = { loaded: true; value: Value } | { loaded: false }

/** Loads a part so that its failure leaves the rest of the page standing. */
export async function part<Value>({ log }: Portal, load: () => Promise<Value>): Promise<Part<Value>> {
  try {
    return { loaded: true, value: await load() }
  } catch (error) {
    const { name, stack } = error instanceof Error ? error : new Error(typeof error)
    log.error({ name, stack }, 'a part of a page could not be loaded')
    return { loaded: false }
  }
}
