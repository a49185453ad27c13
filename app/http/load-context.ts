import type { i18n as I18n } from 'i18next'
import type { Portal } from '../portal.server.ts'

/** What every loader and action is handed for one request. */
declare module '@remix-run/server-runtime' {
  interface AppLoadContext {
    portal: Portal
    /** Every word of every language. */
    words: I18n
    /** For the scripts of a page that opted in; never sent in loader data. */
    nonce: string
    /** The network address that asks; counted against guessing, never stored or logged. */
    address: string
  }

  interface Future {
    v3_singleFetch: true
  }
}
