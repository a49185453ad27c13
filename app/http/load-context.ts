import type { i18n as I18n } from 'i18next'
import type { Portal } from '../portal.server.ts'
import type { NetworkLimit } from './network-limit.server.ts'
import type { WhoAsks } from './session.server.ts'

/** What every loader and action is handed for one request. */
declare module '@remix-run/server-runtime' {
  interface AppLoadContext {
    portal: Portal
    /** Every word of every language. */
    words: I18n
    /** For the scripts of a page that opted in; never sent in loader data. */
    nonce: string
    /** Who is signed in on the browser that asks. */
    who: WhoAsks
    /** The network address that asks; counted against guessing, never stored or logged. */
    address: string
    /** Tries left for that network. */
    tries: NetworkLimit
  }

  interface Future {
    v3_singleFetch: true
  }
}
