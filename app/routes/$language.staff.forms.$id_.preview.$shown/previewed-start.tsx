import type { FormWords } from '#app/domain/consent/form.ts'
import { ImageLabel } from '#app/routes/$language.choices.$programme.questions._index/image-label.tsx'
import { FormSections } from '#app/ui/form-sections.tsx'
import { Heading, Lead } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { useWords } from '#app/ui/use-words.ts'
import type { Previewed } from './route.tsx'

type Shown = Pick<Previewed, 'programme' | 'image' | 'shown'> & {
  words: Pick<FormWords, 'title' | 'promises' | 'sections'>
}

/** The page before the first question: promises, sections, the label of an image before and after. */
export function PreviewedStart({ previewed: { programme, image, shown, words } }: { previewed: Shown }) {
  const { t } = useWords()
  return (
    <>
      <Heading eyebrow={programme}>{words.title}</Heading>
      <Lead>{t('questions:introduction.lead')}</Lead>
      <Notice tone="good" heading={t('questions:introduction.promises')}>
        <ul lang={shown}>
          {words.promises.map((promise) => (
            <li key={promise}>{promise}</li>
          ))}
        </ul>
      </Notice>
      <FormSections sections={words.sections} lang={shown} after={{ 'what-leaves': <ImageLabel category={image} /> }} />
    </>
  )
}
