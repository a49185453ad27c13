import { codeLabel } from '#app/i18n/choice-summary.ts'
import { useWords } from '#app/ui/use-words.ts'
import { BeforeAndAfter } from './before-and-after.tsx'
import { HeaderList } from './header-list.tsx'

/** A made-up image label before and after: people decide more easily once they have seen exactly what is used. */
export function ImageLabel({ category }: { category: string }) {
  const { t } = useWords()
  const image = codeLabel(t, 'data', category)
  const settings = t('questions:label.settings-value')
  const out = <em>{t('questions:label.taken-out')}</em>
  return (
    <figure className="image-label">
      <figcaption>
        <h3>{t('questions:label.heading')}</h3>
        <p>{t('questions:label.text')}</p>
      </figcaption>
      <BeforeAndAfter
        rows={[
          { fact: t('questions:label.name'), before: t('questions:label.name-before'), after: out },
          { fact: t('questions:label.birth-date'), before: t('questions:label.birth-date-before'), after: out },
          {
            fact: t('questions:label.number'),
            before: t('questions:label.number-before'),
            after: t('questions:label.number-after'),
          },
          {
            fact: t('questions:label.image'),
            before: image,
            after: t('questions:label.stays', { value: image }),
          },
          {
            fact: t('questions:label.settings'),
            before: settings,
            after: t('questions:label.stays', { value: settings }),
          },
        ]}
      />
      <HeaderList />
    </figure>
  )
}
