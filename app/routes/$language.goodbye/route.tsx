import { Actions, LinkButton } from '#app/ui/button.tsx'
import { ErasedAndKept } from '#app/ui/erased-and-kept.tsx'
import { Heading, Lead } from '#app/ui/heading.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { useWords } from '#app/ui/use-words.ts'

export const handle: PageHandle = { title: (t) => t('withdrawal:goodbye.title') }

/** After an account is closed: public, because nobody can sign in to it any more. */
export default function Goodbye() {
  const { t, language } = useWords()
  return (
    <>
      <Heading>{t('withdrawal:goodbye.title')}</Heading>
      <Lead>{t('withdrawal:goodbye.lead')}</Lead>
      <p>{t('withdrawal:goodbye.text')}</p>
      <ErasedAndKept under={1} />
      <p>{t('withdrawal:goodbye.learned')}</p>
      <p>{t('withdrawal:goodbye.again')}</p>
      <Actions>
        <LinkButton to={`/${language}`}>{t('withdrawal:goodbye.link')}</LinkButton>
      </Actions>
    </>
  )
}
