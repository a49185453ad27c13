import type acting from '#locales/en/acting.json'
import type afterDeath from '#locales/en/after-death.json'
import type altruism from '#locales/en/altruism.json'
import type asOf from '#locales/en/as-of.json'
import type askAgain from '#locales/en/ask-again.json'
import type assisted from '#locales/en/assisted.json'
import type beside from '#locales/en/beside.json'
import type campaign from '#locales/en/campaign.json'
import type choices from '#locales/en/choices.json'
import type closing from '#locales/en/closing.json'
import type codes from '#locales/en/codes.json'
import type common from '#locales/en/common.json'
import type comparison from '#locales/en/comparison.json'
import type corrections from '#locales/en/corrections.json'
import type dataUses from '#locales/en/data-uses.json'
import type drafts from '#locales/en/drafts.json'
import type extension from '#locales/en/extension.json'
import type figures from '#locales/en/figures.json'
import type findingPaths from '#locales/en/finding-paths.json'
import type forms from '#locales/en/forms.json'
import type help from '#locales/en/help.json'
import type history from '#locales/en/history.json'
import type impact from '#locales/en/impact.json'
import type imported from '#locales/en/import.json'
import type invitation from '#locales/en/invitation.json'
import type letter from '#locales/en/letter.json'
import type matching from '#locales/en/matching.json'
import type meaning from '#locales/en/meaning.json'
import type message from '#locales/en/message.json'
import type objection from '#locales/en/objection.json'
import type paper from '#locales/en/paper.json'
import type preview from '#locales/en/preview.json'
import type privacy from '#locales/en/privacy.json'
import type problem from '#locales/en/problem.json'
import type questions from '#locales/en/questions.json'
import type receipt from '#locales/en/receipt.json'
import type receiptFiles from '#locales/en/receipt-files.json'
import type reconsent from '#locales/en/reconsent.json'
import type refusal from '#locales/en/refusal.json'
import type representatives from '#locales/en/representatives.json'
import type rights from '#locales/en/rights.json'
import type signIn from '#locales/en/sign-in.json'
import type staff from '#locales/en/staff.json'
import type staffPassword from '#locales/en/staff-password.json'
import type summary from '#locales/en/summary.json'
import type translations from '#locales/en/translations.json'
import type understanding from '#locales/en/understanding.json'
import type uses from '#locales/en/uses.json'
import type wayBack from '#locales/en/way-back.json'
import type welcome from '#locales/en/welcome.json'
import type withdrawal from '#locales/en/withdrawal.json'

/** Every English word by namespace: the keys that `t()` accepts. A new file in `locales/en/` gets a line here. */
export type Words = {
  acting: typeof acting
  'after-death': typeof afterDeath
  altruism: typeof altruism
  'ask-again': typeof askAgain
  'as-of': typeof asOf
  assisted: typeof assisted
  beside: typeof beside
  campaign: typeof campaign
  choices: typeof choices
  closing: typeof closing
  codes: typeof codes
  common: typeof common
  comparison: typeof comparison
  corrections: typeof corrections
  'data-uses': typeof dataUses
  drafts: typeof drafts
  extension: typeof extension
  figures: typeof figures
  'finding-paths': typeof findingPaths
  forms: typeof forms
  help: typeof help
  history: typeof history
  impact: typeof impact
  import: typeof imported
  invitation: typeof invitation
  letter: typeof letter
  matching: typeof matching
  meaning: typeof meaning
  message: typeof message
  objection: typeof objection
  paper: typeof paper
  preview: typeof preview
  privacy: typeof privacy
  problem: typeof problem
  questions: typeof questions
  receipt: typeof receipt
  'receipt-files': typeof receiptFiles
  reconsent: typeof reconsent
  refusal: typeof refusal
  representatives: typeof representatives
  rights: typeof rights
  'sign-in': typeof signIn
  staff: typeof staff
  'staff-password': typeof staffPassword
  summary: typeof summary
  understanding: typeof understanding
  translations: typeof translations
  uses: typeof uses
  'way-back': typeof wayBack
  welcome: typeof welcome
  withdrawal: typeof withdrawal
}

export type Namespace = keyof Words

/** A refusal that has a sentence for people. */
export type RefusalCode = keyof Words['refusal']
