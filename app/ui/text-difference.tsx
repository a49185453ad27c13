import { type Sentence, sentenceDifference } from '../domain/form/sentence-difference.ts'
import { useWords } from './use-words.ts'

type TextDifferenceProps = {
  /** What was there and what is there; null for nothing. */
  before: string | null
  after: string | null
  lang: string
}

/** What a text said and says, sentence by sentence; each says by words, not by colour alone, if it is new or gone. */
export function TextDifference({ before, after, lang }: TextDifferenceProps) {
  const { t } = useWords()
  return passages(sentenceDifference(before ?? '', after ?? '', lang)).map(({ kind, text }, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a text may say the same twice, and never changes under its reader
    <p className={`difference difference--${kind}`} key={place}>
      {kind === 'gone' && <Told by="del" words={t('comparison:gone')} text={text} lang={lang} />}
      {kind === 'new' && <Told by="ins" words={t('comparison:new')} text={text} lang={lang} />}
      {kind === 'same' && <span lang={lang}>{text}</span>}
    </p>
  ))
}

function Told({ by: Mark, words, text, lang }: { by: 'ins' | 'del'; words: string; text: string; lang: string }) {
  return (
    <>
      <strong>{words}:</strong> <Mark lang={lang}>{text}</Mark>
    </>
  )
}

/** Sentences of one kind that follow one another are read as one passage. */
function passages(sentences: readonly Sentence[]): Sentence[] {
  const found: Sentence[] = []
  for (const { kind, text } of sentences) {
    const last = found.at(-1)
    if (last?.kind === kind) last.text += ` ${text}`
    else found.push({ kind, text })
  }
  return found
}
