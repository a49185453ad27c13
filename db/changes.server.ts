import { randomUUID } from 'node:crypto'
import postgres from 'postgres'

/** What other transactions may change below what an instance remembers; the triggers of migration 0006 tell of it. */
export type ChangeKind = 'token' | 'list' | 'node' | 'key'

/** What every instance is told as soon as it is committed, so that it forgets what it remembers. */
export type Changes = {
  /** Calls `forget` with the id of each changed row; `all`: whatever is remembered may be out of date. */
  on(kind: ChangeKind | 'all', forget: (id: string) => void): void
  /** Has whatever was committed more than a second ago been heard of? If not, only the database knows. */
  areFresh(): boolean
  close(): Promise<void>
}

/** On which changes are told, and the name of the connections that listen: they write nothing. */
export const CHANNEL = 'accord_changes'
const BEAT_EVERY_MS = 200
const FRESH_FOR_MS = 1000

/**
 * Listens on a connection of its own from the first `on`. Notifications arrive in the order of their commits: a beat
 * that comes back proves that whatever was committed before it has been heard. A broken connection forgets everything.
 */
export function openChanges(url: string, { now = () => performance.now() } = {}): Changes {
  const instance = randomUUID()
  const listeners = new Map<string, ((id: string) => void)[]>()
  let provenAt = Number.NEGATIVE_INFINITY
  let listening = false
  let beats: NodeJS.Timeout | null = null

  const tell = (kind: string, id: string) => {
    for (const forget of listeners.get(kind) ?? []) forget(id)
  }
  const heard = (_channel: string, notice: string) => {
    const [kind = '', id = ''] = notice.split(/:(.*)/s)
    if (kind !== 'beat') return tell(kind, id)
    const [from, sentAt] = id.split('/')
    if (from === instance && listening) provenAt = Number(sentAt)
  }
  const broken = () => {
    listening = false
    provenAt = Number.NEGATIVE_INFINITY
  }
  const client = connect(url, { onnotify: heard, onclose: broken })

  const beat = async () => {
    if (!listening) {
      await client`select 1`
      await client.unsafe(`listen ${CHANNEL}`)
      listening = true
      tell('all', '')
    }
    await client.notify(CHANNEL, `beat:${instance}/${now()}`)
  }
  const start = () => {
    if (beats) return
    const tryToBeat = () => void beat().catch(broken)
    beats = setInterval(tryToBeat, BEAT_EVERY_MS)
    tryToBeat()
  }

  return {
    on: (kind, forget) => {
      listeners.set(kind, [...(listeners.get(kind) ?? []), forget])
      start()
    },
    areFresh: () => now() - provenAt < FRESH_FOR_MS,
    close: async () => {
      if (beats) clearInterval(beats)
      await client.end({ timeout: 5 })
    },
  }
}

/** postgres.js hands notifications of a single connection to `onnotify`, which its types leave out. */
function connect(url: string, hooks: { onnotify(channel: string, notice: string): void; onclose(): void }) {
  const one = { max: 1, idle_timeout: 0, max_lifetime: null, fetch_types: false, onnotice: () => {} }
  const connection = { application_name: CHANNEL }
  return postgres(url, { ...one, connection, ...hooks } as postgres.Options<Record<string, never>>)
}
