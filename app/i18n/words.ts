import type codes from '#locales/en/codes.json'
import type common from '#locales/en/common.json'
import type help from '#locales/en/help.json'
import type invitation from '#locales/en/invitation.json'
import type letter from '#locales/en/letter.json'
import type privacy from '#locales/en/privacy.json'
import type problem from '#locales/en/problem.json'
import type refusal from '#locales/en/refusal.json'
import type signIn from '#locales/en/sign-in.json'
import type summary from '#locales/en/summary.json'
import type wayBack from '#locales/en/way-back.json'
import type welcome from '#locales/en/welcome.json'

/** Every English word by namespace: the keys that `t()` accepts. A new file in `locales/en/` gets a line here. */
export type Words = {
  codes: typeof codes
  common: typeof common
  help: typeof help
  invitation: typeof invitation
  letter: typeof letter
  privacy: typeof privacy
  problem: typeof problem
  refusal: typeof refusal
  'sign-in': typeof signIn
  summary: typeof summary
  'way-back': typeof wayBack
  welcome: typeof welcome
}

export type Namespace = keyof Words

/** A refusal that has a sentence for people. */
export type RefusalCode = keyof Words['refusal']
