import type { Actor } from '../domain/consent/events.ts'
import type { Translate } from './translate.ts'

/** Who acted and by which way in, said to the contributor herself. */
export function whoActed(t: Translate, { kind, how }: Pick<Actor, 'kind' | 'how'>): string {
  switch (kind) {
    case 'contributor':
      return t('acting:who.yourself')
    case 'representative':
      return t('acting:who.representative')
    case 'system':
      return t('acting:who.system')
    case 'organisation':
      if (how === 'portal') return t('corrections:who')
      return t(`acting:who.hospital-${wayOfHospital(how)}`)
  }
}

function wayOfHospital(how: Actor['how']) {
  return how === 'assisted' || how === 'paper' || how === 'phone' ? how : 'letter'
}
