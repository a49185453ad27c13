import { type Choices, NO_CHOICES } from './choices.ts'
import type { AltruismMode } from './events.ts'

/** What a person wishes beyond one programme, in two further answers. */
export type AltruismWishes = { mode: AltruismMode; companies: boolean; reports: boolean }

/** The provisions that the wishes give: uses for the general interest in the EU and the EEA, wider only where she said so. */
export function altruismChoices({ mode, companies, reports }: AltruismWishes): Choices {
  if (mode === 'leave-me-out') return NO_CHOICES
  return {
    provisions: [
      {
        effect: 'permit',
        purpose: [
          'ai-development',
          'ai-validation',
          'scientific-research',
          'public-health',
          'education',
          ...(companies ? ['product-development'] : []),
        ],
        recipient: ['public-research', 'non-profit', ...(companies ? ['company'] : [])],
        region: ['eu-eea'],
        data: ['imaging-ct', 'imaging-mg', 'imaging-mr', 'imaging-other', ...(reports ? ['reports', 'clinical'] : [])],
        from: null,
        until: null,
        acquired_from: null,
        acquired_until: null,
      },
    ],
    recontact: false,
    incidental_findings: 'no',
  }
}

/** The wishes that choices were made from, so that a person sees what she last said. */
export function wishesFrom(mode: AltruismMode, { provisions }: Choices): AltruismWishes {
  const has = (axis: 'recipient' | 'data', code: string) =>
    provisions.some((provision) => provision[axis].includes(code))
  return { mode, companies: has('recipient', 'company'), reports: has('data', 'reports') }
}
