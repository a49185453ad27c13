import { createContext } from 'react'

/** The nonce for the scripts of this one answer; undefined on pages that send none. */
export const NonceContext = createContext<string | undefined>(undefined)
