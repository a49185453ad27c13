import type { i18n as I18n } from 'i18next'
import { FALLBACK_LANGUAGE, isLanguage } from '../i18n/languages.ts'
import { translateInto } from '../i18n/translate.ts'
import type { Letter } from '../services/send-message.server.ts'
import { letterMarkup } from './letter-markup.ts'
import type { Mail } from './smtp.server.ts'

/** Puts a letter into words of its reader's language: as text and as a page, both whole. */
export function writtenLetter(words: I18n, letter: Letter, url: string): Mail {
  const { id, to, createdAt, topic, ending, number } = letter
  const language = isLanguage(letter.language) ? letter.language : FALLBACK_LANGUAGE
  const t = translateInto(language, words)
  const said: SaidInLetter = {
    language,
    heading: t(`message:letter.${topic}.subject`),
    paragraphs: [t(`message:letter.${topic}.text`), t(`message:letter.${topic}.then`)],
    number,
    firstPage: { label: t('message:letter.open'), href: `${url}/${language}` },
    small: [t('message:letter.safe'), ...(ending ? [t('message:letter.why')] : [])],
    ending: ending ? { label: t('message:letter.end'), href: ending } : null,
  }
  return { id, to, createdAt, language, ending, subject: said.heading, text: asText(said), html: letterMarkup(said) }
}

export type SaidInLetter = {
  language: string
  heading: string
  paragraphs: string[]
  number: string | null
  firstPage: { label: string; href: string }
  small: string[]
  ending: { label: string; href: string } | null
}

function asText({ heading, paragraphs, number, firstPage, small, ending }: SaidInLetter): string {
  const parts = [
    heading,
    ...paragraphs,
    ...(number ? [number] : []),
    `${firstPage.label}: ${firstPage.href}`,
    '--',
    ...small,
    ...(ending ? [`${ending.label}: ${ending.href}`] : []),
  ]
  return `${parts.join('\n\n')}\n`
}
