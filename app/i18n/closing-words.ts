import type { Translate } from './translate.ts'

/** What closing an account erases and what stays, and why: the same words beforehand, in the record, and afterwards. */
export function whatClosingErases(t: Translate): string[] {
  return [
    t('closing:erased.access'),
    t('closing:erased.key'),
    t('closing:erased.link'),
    t('closing:stays.hospitals'),
    t('closing:stays.hashes'),
  ]
}
