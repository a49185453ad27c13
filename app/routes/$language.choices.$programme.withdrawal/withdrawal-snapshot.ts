import type { Snapshot, WithdrawalTier } from '#app/domain/consent/events.ts'
import { pageSnapshot } from '#app/domain/consent/snapshot.ts'
import { whatClosingErases } from '#app/i18n/closing-words.ts'
import type { Translate } from '#app/i18n/translate.ts'

/** What the page says about withdrawing, in reading order: shown, and kept as what was shown. */
export function whatWithdrawingDoes(t: Translate): string[] {
  return [
    t('withdrawal:what.now'),
    t('withdrawal:what.uses'),
    t('withdrawal:what.hospitals'),
    t('withdrawal:what.learned'),
  ]
}

export function withdrawalSnapshot(t: Translate, language: string, programme: string, tier: WithdrawalTier): Snapshot {
  return {
    ...pageSnapshot(
      language,
      t('withdrawal:title'),
      [programme, ...whatWithdrawingDoes(t), t(`withdrawal:${tier}.meaning`), ...(tier === 'close' ? closing(t) : [])],
      [t(`withdrawal:${tier}.summary`)],
    ),
    answers: [{ question: t('withdrawal:title'), answer: t(`withdrawal:${tier}.button`) }],
  }
}

function closing(t: Translate): string[] {
  return [t('closing:order'), ...whatClosingErases(t)]
}
