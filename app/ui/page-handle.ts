import type { Translate } from '../i18n/translate.ts'
import type { Namespace } from '../i18n/words.ts'

/** What a route says about its page: `export const handle: PageHandle = { ... }`. */
export type PageHandle<Data = unknown> = {
  /** The title in the browser's tab; `data` is what the route's loader returned. */
  title?: (t: Translate, data: Data) => string
  /** Sends script; then `words` names the namespaces that the page's components read in the browser. */
  hydrate?: boolean
  words?: Namespace[]
  /** Whose header and footer; contributors' unless said otherwise. */
  area?: 'contributor' | 'staff'
}
