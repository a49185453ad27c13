import type { Actor } from '../domain/consent/events.ts'
import { Actions, Button } from './button.tsx'
import { useWords } from './use-words.ts'

type ActingBannerProps = { how: Actor['how']; label: string | null }

/** On every page while somebody acts for another person, or has staff beside her: for whom, and the button that ends it. */
export function ActingBanner({ how, label }: ActingBannerProps) {
  const { t, language } = useWords()
  const assisted = how === 'assisted'
  return (
    <aside className="notice notice--warm screen-only">
      <p>
        <strong>
          {assisted ? t('acting:assisted.heading') : t('acting:for-another.heading', { label: label ?? '' })}
        </strong>
      </p>
      <p>{assisted ? t('acting:assisted.text') : t('acting:for-another.text')}</p>
      <form method="post" action={assisted ? `/${language}/sign-out` : `/${language}/acting`}>
        <Actions>
          <Button kind="second" name="end" value="yes">
            {assisted ? t('acting:assisted.end') : t('acting:for-another.end')}
          </Button>
        </Actions>
      </form>
    </aside>
  )
}
